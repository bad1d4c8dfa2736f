using System.Text.RegularExpressions;
using Clt.Testing;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>A plugin that is not the build's own, through the real command: shown once, refused by a list, let in by one.</summary>
public sealed class TrustedPluginTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public TrustedPluginTests()
    {
        // A copy is another plugin with the same name: whether it may run is asked before whether it can.
        var own = Path.Combine(RepositoryRoot.Folder, "artifacts", "plugins", "Clt.Plugins.Tasks");
        foreach (var file in Directory.GetFiles(own))
        {
            var copy = _clt.Write(Path.Combine("mine", Path.GetFileName(file)), "");
            File.Copy(file, copy, overwrite: true);
        }
    }

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void A_new_plugin_is_shown_with_its_hash_the_first_time()
    {
        var first = _clt.Run("list", "plugins", "--plugins", "mine");
        first.ExitCode.ShouldBe(0, first.ToString());
        first.Error.ShouldMatch("new plugin: mine in .*mine, SHA-256 [0-9a-f]{64}");
        _clt.Run("list", "plugins", "--plugins", "mine").Error.ShouldNotContain("new plugin");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_list_refuses_what_it_does_not_name_and_tells_the_line_to_add(bool byOption)
    {
        _clt.Write("trusted", "# nobody yet\n");
        if (!byOption)
            _clt.Environment["CLT_TRUSTED_PLUGINS"] = Path.Combine(_clt.Folder, "trusted");
        string[] list = ["list", "plugins", "--plugins", "mine", .. byOption ? (string[])["--trusted-plugins", "trusted"] : []];

        var refused = _clt.Run(list);
        refused.ExitCode.ShouldBe(2, refused.ToString());
        refused.Error.ShouldContain("the plugin 'mine' is not among the trusted ones");
        File.AppendAllText(Path.Combine(_clt.Folder, "trusted"), Regex.Match(refused.Error, "[0-9a-f]{64}  mine").Value + "\n");

        var trusted = _clt.Run(list);
        trusted.ExitCode.ShouldBe(0, trusted.ToString());
        File.AppendAllText(Path.Combine(_clt.Folder, "mine", "plugin.yaml"), "\n");
        _clt.Run(list).ExitCode.ShouldBe(2);
    }

    [Fact]
    public void Plugins_of_the_build_need_no_line_and_a_list_that_is_not_there_is_told()
    {
        _clt.Write("trusted", "");
        _clt.Run("list", "tasks", "--trusted-plugins", "trusted").ExitCode.ShouldBe(0);
        var missing = _clt.Run("list", "tasks", "--trusted-plugins", "none");
        missing.ExitCode.ShouldBe(2);
        missing.Error.ShouldContain("the list of trusted plugins cannot be read");
    }
}
