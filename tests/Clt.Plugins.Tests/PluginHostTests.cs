using Clt.Plugins.Catalog;
using Clt.Plugins.Tests.Kit;

namespace Clt.Plugins.Tests;

public sealed class PluginHostTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private PluginCatalog Load() => PluginHost.Load([_folder.Path], builtIn: false);

    [Fact]
    public void A_plugin_is_known_from_metadata_and_loaded_when_needed()
    {
        TestPlugin.Write(_folder, "tiny");
        var catalog = Load();
        var plugin = catalog.Plugins.ShouldHaveSingleItem();
        plugin.IsLoaded.ShouldBeFalse();
        plugin.Facts.RecipeApis.ShouldHaveSingleItem().TypeName.ShouldBe("Tiny.Api");
        plugin.Facts.RecipeApis[0].Methods.ShouldBe(["Twice"]);

        var metric = catalog.Metric("length");
        plugin.IsLoaded.ShouldBeTrue();
        metric.Aggregate([new ItemScore(2)]).ShouldBe(2);
        catalog.Implementing<IMetric>().ShouldHaveSingleItem().Type.Name.ShouldBe("Length");
        catalog.Broken.ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_that_is_a_plugin_itself_is_taken()
    {
        var folder = TestPlugin.Write(_folder, "tiny");
        PluginHost.Load([folder], builtIn: false).Require("tiny").Folder.ShouldBe(folder);
    }

    [Fact]
    public void Folders_given_that_are_missing_or_empty_are_all_told()
    {
        Directory.CreateDirectory(_folder.Combine("empty"));
        var fault = Should.Throw<InputException>(() =>
            PluginHost.Load([_folder.Combine("none"), _folder.Combine("empty")], builtIn: false)
        );
        fault.Problems.Select(p => p.Where).ShouldBe([_folder.Combine("none"), _folder.Combine("empty")]);
    }

    [Fact]
    public void An_unknown_name_gets_the_closest()
    {
        TestPlugin.Write(_folder, "tiny");
        var catalog = Load();
        Should.Throw<InputException>(() => catalog.Metric("lenght")).Problems[0].Mend.ShouldBe("Did you mean 'length'?");
        Should.Throw<InputException>(() => catalog.Require("tny")).Problems[0].Mend.ShouldBe("Did you mean 'tiny'?");
    }

    [Fact]
    public void A_plugin_may_use_another()
    {
        var first = TestPlugin.Write(_folder, "first");
        TestPlugin.Write(
            _folder,
            "second",
            "public class Other { public static int Six => Tiny.Api.Twice(3); }",
            references: Path.Combine(first, "Test.first.dll")
        );
        var catalog = Load();
        catalog.LoadAll();
        catalog.Broken.ShouldBeEmpty();
        catalog.Require("second").Load().GetType("Other")!.GetProperty("Six")!.GetValue(null).ShouldBe(6);
    }

    [Fact]
    public void Two_plugins_may_bring_different_versions_of_a_library()
    {
        foreach (var (id, answer) in new[] { ("one", 1), ("two", 2) })
        {
            Directory.CreateDirectory(_folder.Combine(id));
            var library = _folder.Combine(id, "Library.dll");
            TestPlugin.Compile($"public static class Library {{ public static int Answer() => {answer}; }}", library);
            TestPlugin.Write(
                _folder,
                id,
                "public static class Use { public static int Answer() => Library.Answer(); }",
                references: library
            );
        }

        var catalog = Load();
        int Ask(string id) => (int)catalog.Require(id).Load().GetType("Use")!.GetMethod("Answer")!.Invoke(null, null)!;
        (Ask("one"), Ask("two")).ShouldBe((1, 2));
    }

    [Fact]
    public void The_plugin_folder_is_beside_the_host_or_in_artifacts()
    {
        var host = _folder.Combine("artifacts", "bin", "Clt.Host", "release");
        Directory.CreateDirectory(host);
        PluginFolders.BuiltIn(host).ShouldBeNull();
        Directory.CreateDirectory(_folder.Combine("artifacts", "plugins"));
        PluginFolders.BuiltIn(host).ShouldBe(_folder.Combine("artifacts", "plugins"));
        Directory.CreateDirectory(Path.Combine(host, "plugins"));
        PluginFolders.BuiltIn(host).ShouldBe(Path.Combine(host, "plugins"));
    }
}
