namespace Clt.Scripting.Cache;

/// <summary>A recipe's assembly.</summary>
/// <param name="Image">The portable executable.</param>
/// <param name="Symbols">Its portable PDB, from which exceptions get their lines.</param>
/// <param name="EntryType">Full name of the type that holds the entry point.</param>
/// <param name="EntryMethod">A static method from <c>object[]</c> to <c>Task&lt;object&gt;</c>.</param>
internal sealed record CompiledRecipe(byte[] Image, byte[] Symbols, string EntryType, string EntryMethod);
