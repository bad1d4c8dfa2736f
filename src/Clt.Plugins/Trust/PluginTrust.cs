namespace Clt.Plugins.Trust;

/// <summary>
/// What the host does before the code of a plugin that is not the build's own can run: it shows a plugin with its hash where these bytes
/// were never run before, and refuses those that a list does not name. The build's own plugins were made with the host and are as it is.
/// </summary>
/// <param name="List">The allow list; null for none, so that every plugin may run.</param>
/// <param name="IsKnown">Whether a plugin of this hash was shown before.</param>
/// <param name="Show">Shows a plugin, and keeps in mind that it was shown: its hash, and a line that names it.</param>
public sealed record PluginTrust(TrustedPlugins? List, Func<string, bool> IsKnown, Action<string, string> Show)
{
    /// <summary>Of this process; null where the host is used as a library, whose own affair it is.</summary>
    public static PluginTrust? Current { get; set; }

    /// <summary>Shows plugins that are new, and refuses those that are not trusted: all at once, and before any is shown.</summary>
    /// <param name="plugins">Names and folders.</param>
    /// <exception cref="InputException">Some are not trusted.</exception>
    internal void Require(IReadOnlyList<(string Id, string Folder)> plugins)
    {
        var hashed = plugins.Select(p => (p.Id, p.Folder, Hash: PluginHash.Of(p.Folder))).ToList();
        var refused = hashed.Select(p => List?.Refusal(p.Id, p.Folder, p.Hash)).OfType<Problem>().ToList();
        if (refused.Count > 0)
            throw new InputException(refused);
        foreach (var (id, folder, hash) in hashed.Where(p => !IsKnown(p.Hash)))
            Show(hash, $"new plugin: {id} in {folder}, SHA-256 {hash}");
    }
}
