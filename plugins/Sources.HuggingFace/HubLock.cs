namespace Clt.Plugins.Sources.HuggingFace;

/// <summary>What a revision was when it was first used.</summary>
/// <param name="Commit">Its commit.</param>
/// <param name="Files">SHA-256 of each file by its path.</param>
internal sealed record HubLock(string Commit, IReadOnlyDictionary<string, string> Files);
