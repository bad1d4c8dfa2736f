using Clt.Plugins.Manifests;
using Clt.Plugins.Tests.Kit;

namespace Clt.Plugins.Tests;

public class ManifestReaderTests
{
    private static IReadOnlyList<Problem> Problems(string text) =>
        Should.Throw<InputException>(() => ManifestReader.Parse(text, "plugin.yaml")).Problems;

    [Fact]
    public void A_full_manifest_is_read()
    {
        var manifest = ManifestReader.Parse(TestPlugin.Manifest("a.b", "A.B", provides: "[rouge-l, chrf]"), "plugin.yaml");
        manifest.Id.ShouldBe("a.b");
        manifest.Version.ShouldBe("1.2.0");
        manifest.Contract.Text.ShouldBe(">=1.0 <2.0");
        manifest.Assembly.ShouldBe("A.B.dll");
        manifest.Provides.ShouldBe(["rouge-l", "chrf"]);
        manifest.Description.ShouldBe("a plugin of the tests");
    }

    [Fact]
    public void An_unknown_key_is_an_error_with_its_line_and_the_closest_key()
    {
        var problem = Problems(TestPlugin.Manifest("a", "A") + "\nverison: 2").ShouldHaveSingleItem();
        problem.What.ShouldBe("unknown key 'verison'");
        problem.Where.ShouldBe("plugin.yaml(7,1)");
        problem.Mend.ShouldBe("Did you mean 'version'?");
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        var problems = Problems("id: 'a b'\nversion: one\ncontract: '1.0'\nprovides: rouge\n");
        problems
            .Select(p => p.What)
            .ShouldBe([
                "the key 'assembly' is missing",
                "the id 'a b' is not a name",
                "the version 'one' is not a version",
                "the contract range '1.0' is not a range",
                "'provides' is not a list of names",
            ]);
        problems[2].Where.ShouldBe("plugin.yaml(2,10)");
    }

    [Theory]
    [InlineData("id")]
    [InlineData("version")]
    [InlineData("contract")]
    [InlineData("assembly")]
    public void A_missing_key_is_named(string key)
    {
        var lines = TestPlugin.Manifest("a", "A").Split('\n').Where(l => !l.StartsWith(key + ":", StringComparison.Ordinal));
        Problems(string.Join('\n', lines)).ShouldHaveSingleItem().What.ShouldBe($"the key '{key}' is missing");
    }

    [Fact]
    public void Broken_syntax_has_its_line() =>
        Problems("id: a\nversion: [1\n").ShouldHaveSingleItem().Where.ShouldStartWith("plugin.yaml(");

    [Fact]
    public void A_key_given_twice_is_an_error() =>
        Problems("id: a\nid: b\n").ShouldHaveSingleItem().What.ShouldContain("id", Case.Insensitive);

    [Theory]
    [InlineData("")]
    [InlineData("- id\n")]
    [InlineData("just text")]
    public void What_is_no_mapping_is_refused(string text) => Problems(text)[0].What.ShouldContain("not a mapping");

    [Fact]
    public void An_assembly_elsewhere_is_refused() =>
        Problems(TestPlugin.Manifest("a", "../other/A")).ShouldHaveSingleItem().What.ShouldContain("not a plain file name");
}
