namespace Clt.Scripting.Sources;

/// <summary>A script file as it was read.</summary>
/// <param name="Name">
/// Its path relative to the recipe's folder, with slashes: what the compiled recipe knows it as, on every machine.
/// </param>
/// <param name="DisplayPath">Its path in the form in which the user gave the recipe's.</param>
/// <param name="FullPath">Its absolute path.</param>
/// <param name="Text">Its content.</param>
internal sealed record ScriptFile(string Name, string DisplayPath, string FullPath, string Text);
