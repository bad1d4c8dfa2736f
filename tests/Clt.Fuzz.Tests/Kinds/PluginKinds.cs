using Clt.Plugins.Manifests;

namespace Clt.Fuzz.Tests.Kinds;

/// <summary>Manifests of plugins.</summary>
internal static class PluginKinds
{
    private const string Text = """
        # A plugin of two names.
        id: my.plugin
        version: 1.2.0
        contract: ">=0.1 <2.0"
        assembly: My.Plugin
        provides: [one-metric, "another"]
        description: >
          What it adds,
          in two lines.
        """;

    public static FuzzKind Manifest() => FuzzKind.OfFile("plugin.yaml", "plugin.yaml", [Text], path => ManifestReader.Read(path));
}
