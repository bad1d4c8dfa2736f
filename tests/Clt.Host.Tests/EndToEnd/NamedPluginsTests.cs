namespace Clt.Host.Tests.EndToEnd;

/// <summary>Plugin folders that are named once: in the environment, or in a file beside the recipe.</summary>
public sealed class NamedPluginsTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void Folders_of_the_environment_and_of_a_file_are_looked_in()
    {
        foreach (var place in new[] { "far", "near" })
            _clt.Write(
                $"{place}/odd-{place}/plugin.yaml",
                $"id: odd-{place}\nversion: 1.0.0\ncontract: \">=1.0 <2.0\"\nassembly: No.dll\n"
            );
        _clt.Environment["CLT_PLUGINS"] = Path.Combine(_clt.Folder, "far");
        _clt.Write("clt.yaml", "plugins: [near]\n");

        // Both are broken, and are listed: they were found.
        var list = _clt.Run("list", "plugins");

        list.ToString().ShouldContain("odd-far");
        list.ToString().ShouldContain("odd-near");
    }

    [Fact]
    public void A_folder_that_is_not_there_and_a_key_that_is_not_known_are_told_at_once()
    {
        _clt.Environment["CLT_PLUGINS"] = "nowhere";
        _clt.Write("recipes/clt.yaml", "plugin: [x]\nplugins: [y]\n");
        _clt.Write("recipes/own.csx", "return 1;");

        var check = _clt.Run("check", "recipes/own.csx");

        check.ExitCode.ShouldBe(2, check.ToString());
        check.Error.ShouldContain("environment, CLT_PLUGINS, nowhere");
        check.Error.ShouldContain("'plugin' is not known");
        check.Error.ShouldContain("clt.yaml:1");
        check.Error.ShouldContain("clt.yaml:2");
    }
}
