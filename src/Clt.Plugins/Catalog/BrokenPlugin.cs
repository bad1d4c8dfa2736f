namespace Clt.Plugins.Catalog;

/// <summary>A plugin that cannot be used. It never stops the host; a recipe that needs it fails naming it.</summary>
/// <param name="Id">Its id, or its folder's name where the manifest does not tell.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Reasons">At least one.</param>
/// <param name="Provides">The names it would give: those of its manifest and of its recipe methods, as far as known.</param>
public sealed record BrokenPlugin(string Id, string Folder, IReadOnlyList<Problem> Reasons, IReadOnlyList<string> Provides)
{
    /// <summary>Names the plugin and its first reason, for a message about something that needs it.</summary>
    public override string ToString() => $"the plugin '{Id}' is broken: {Reasons[0].What} ({Reasons[0].Where})";
}
