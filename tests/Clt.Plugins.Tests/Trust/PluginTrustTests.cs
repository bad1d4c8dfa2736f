using Clt.Plugins.Catalog;
using Clt.Plugins.Tests.Kit;
using Clt.Plugins.Trust;

namespace Clt.Plugins.Tests.Trust;

/// <summary>
/// Plugins that are not the build's own: shown with their hash before their code runs, and refused where a list lacks them.
/// </summary>
[Collection(nameof(PluginTrustTests))]
[CollectionDefinition(nameof(PluginTrustTests), DisableParallelization = true)]
public sealed class PluginTrustTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _shown = [];

    public void Dispose()
    {
        PluginTrust.Current = null;
        _folder.Dispose();
    }

    private PluginCatalog Load(string? list = null)
    {
        PluginTrust.Current = new PluginTrust(
            list is null ? null : TrustedPlugins.Read(_folder.Write("trusted", list)),
            _shown.ContainsKey,
            _shown.Add
        );
        return PluginHost.Load([_folder.Combine("p")], builtIn: false);
    }

    private string Plugin(string id = "tiny") => TestPlugin.Write(_folder, Path.Combine("p", id));

    [Fact]
    public void A_new_plugin_is_shown_once_and_again_when_a_byte_of_it_changed()
    {
        var folder = Plugin();
        var hash = PluginHash.Of(folder);
        var catalog = Load();
        _shown.ShouldHaveSingleItem().Value.ShouldBe($"new plugin: tiny in {folder}, SHA-256 {hash}");
        catalog.Plugins.ShouldAllBe(p => !p.IsLoaded, "it is shown before its code runs");

        Load();
        _shown.Count.ShouldBe(1);

        File.WriteAllText(Path.Combine(folder, "Helper.dll"), "beside it");
        Load();
        _shown.Count.ShouldBe(2);
        _shown.Keys.ShouldContain(PluginHash.Of(folder));
    }

    [Fact]
    public void A_list_lets_in_what_it_names_and_refuses_all_others_at_once()
    {
        var (first, second) = (Plugin("first"), Plugin("second"));
        var both = $"# mine\n\n{PluginHash.Of(first)}  first\n{PluginHash.Of(second)}  second\n";
        Load(both).Plugins.Count.ShouldBe(2);

        _shown.Clear();
        var refused = Should.Throw<InputException>(() => Load("# none\n")).Problems;
        refused.Select(p => p.Where).ShouldBe([first, second], ignoreOrder: true);
        refused[0].Mend.ShouldContain($"{PluginHash.Of(refused[0].Where)}  ");
        _shown.ShouldBeEmpty("what is refused is not shown as if it ran");

        File.AppendAllText(Path.Combine(second, "plugin.yaml"), "# changed\n");
        Should.Throw<InputException>(() => Load(both)).Problems.ShouldHaveSingleItem().Where.ShouldBe(second);
    }

    [Fact]
    public void A_list_with_other_lines_is_refused_with_each()
    {
        Plugin();
        var problems = Should.Throw<InputException>(() => Load("tiny\n# fine\n0123  short\n")).Problems;
        problems.Select(p => p.Where[^3..]).ShouldBe(["(1)", "(3)"]);
        Should.Throw<InputException>(() => TrustedPlugins.Read(_folder["none"])).Problems[0].Mend.ShouldContain("trusts no plugin");
    }
}
