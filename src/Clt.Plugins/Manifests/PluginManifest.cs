namespace Clt.Plugins.Manifests;

/// <summary>What a plugin says about itself in <c>plugin.yaml</c>.</summary>
/// <param name="Id">Unique name, such as <c>sources.files</c>: letters, digits, dot, dash, underscore.</param>
/// <param name="Version">The plugin's own version, such as <c>1.2.0</c>.</param>
/// <param name="Contract">The versions of the contract (Clt.Abstractions) that it works with.</param>
/// <param name="Assembly">File name of its main assembly, in the manifest's folder.</param>
/// <param name="Provides">
/// Names of the sources, tasks, metrics and so on that it adds; looked at before others when a recipe asks for a name.
/// </param>
/// <param name="Description">One line for <c>clt list</c>.</param>
public sealed record PluginManifest(
    string Id,
    string Version,
    ContractRange Contract,
    string Assembly,
    IReadOnlyList<string> Provides,
    string Description
);
