using Clt.Plugins.Tests.Kit;

namespace Clt.Scripting.Tests;

public sealed class CacheTests : IDisposable
{
    private readonly RecipeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private string[] Entries => Directory.GetFiles(_bench.Folder.Combine("cache"));

    private bool Hit(string text, string name = "recipe.csx")
    {
        using var script = _bench.Load(text, name);
        script.Run<int>();
        return script.FromCache;
    }

    [Fact]
    public void The_same_recipe_is_compiled_once()
    {
        Hit("return 1;").ShouldBeFalse();
        Hit("return 1;").ShouldBeTrue();
        Hit("return 2;").ShouldBeFalse();
        Entries.ShouldAllBe(e => e.EndsWith(".recipe"));
        Entries.Length.ShouldBe(2);
    }

    [Fact]
    public void The_key_does_not_hold_the_folder()
    {
        Hit("return 1;", "a/recipe.csx").ShouldBeFalse();
        Hit("return 1;", "b/recipe.csx").ShouldBeTrue();
    }

    [Fact]
    public void A_change_in_a_loaded_file_counts()
    {
        _bench.Folder.Write("lib.csx", "int A() => 1;");
        Hit("#load \"lib.csx\"\nreturn A();").ShouldBeFalse();
        Hit("#load \"lib.csx\"\nreturn A();").ShouldBeTrue();
        _bench.Folder.Write("lib.csx", "int A() => 2;");
        Hit("#load \"lib.csx\"\nreturn A();").ShouldBeFalse();
        _bench.Run<int>("#load \"lib.csx\"\nreturn A();").ShouldBe(2);
    }

    [Fact]
    public void A_change_in_a_referenced_assembly_counts()
    {
        var text = "#r \"Local.dll\"\nreturn Local.Answer();";
        TestPlugin.Compile("public static class Local { public static int Answer() => 1; }", _bench.Folder.Combine("Local.dll"));
        Hit(text).ShouldBeFalse();
        Hit(text).ShouldBeTrue();
        File.Delete(_bench.Folder.Combine("Local.dll"));
        TestPlugin.Compile("public static class Local { public static int Answer() => 2; }", _bench.Folder.Combine("Local.dll"));
        Hit(text).ShouldBeFalse();
    }

    [Fact]
    public void A_change_in_a_plugin_counts()
    {
        Directory.CreateDirectory(_bench.Folder.Combine("plugins"));
        void WritePlugin(string code)
        {
            var folder = TestPlugin.Write(_bench.Folder, "tiny", code);
            if (Directory.Exists(_bench.Folder.Combine("plugins", "tiny")))
                Directory.Delete(_bench.Folder.Combine("plugins", "tiny"), true);
            Directory.Move(folder, _bench.Folder.Combine("plugins", "tiny"));
            _bench.LoadPlugins();
        }

        WritePlugin(TestPlugin.Code);
        Hit("return Twice(1);").ShouldBeFalse();
        Hit("return Twice(1);").ShouldBeTrue();
        WritePlugin(TestPlugin.Code.Replace("2 * value", "value + value"));
        Hit("return Twice(1);").ShouldBeFalse();
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("flipped")]
    [InlineData("empty")]
    [InlineData("longer")]
    public void A_damaged_entry_is_compiled_anew(string damage)
    {
        Hit("return 1;");
        var entry = Entries.ShouldHaveSingleItem();
        var bytes = File.ReadAllBytes(entry);
        if (damage == "flipped")
            bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(
            entry,
            damage switch
            {
                "cut" => bytes[..100],
                "empty" => [],
                "longer" => [.. bytes, 0],
                _ => bytes,
            }
        );
        Hit("return 1;").ShouldBeFalse();
        Hit("return 1;").ShouldBeTrue();
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_told_but_no_error()
    {
        _bench.Folder.Write("cache", "a file where the folder should be");
        Hit("return 1;").ShouldBeFalse();
        _bench.Warnings.ShouldHaveSingleItem().ShouldContain("could not be kept");
    }

    [Fact]
    public void Old_entries_are_removed()
    {
        for (var i = 0; i < 250; i++)
            _bench.Folder.Write($"cache/{i}.recipe", "old");
        Hit("return 1;");
        Entries.Length.ShouldBe(201);
    }

    [Fact]
    public void A_recipe_with_errors_is_not_kept()
    {
        _bench.Problems("return nope;");
        Directory.Exists(_bench.Folder.Combine("cache")).ShouldBeFalse();
    }
}
