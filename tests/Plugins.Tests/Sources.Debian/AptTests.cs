using Clt.Plugins.Sources.Debian.Apt;
using Clt.Plugins.Sources.Debian.Descriptions;

namespace Plugins.Tests.DebianSources;

public sealed class AptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clt-apt-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_missing_apt_is_an_input_error()
    {
        var error = Should.Throw<InputException>(() =>
            Apt(Path.Combine(_folder, "lists"), new AptIndexes(["en"]), "no-such-apt-get").Update()
        );
        error.Message.ShouldContain("no-such-apt-get cannot be started");
        error.Problems[0].Mend.ShouldContain("DebianDescriptions(lists:");
    }

    /// <summary>
    /// A program in apt-get's place shows how it is called: with a file of settings that keeps it off the system's lists.
    /// </summary>
    [Fact]
    public void Apt_is_called_with_our_own_lists_and_no_hooks()
    {
        var program = Path.Combine(_folder, "apt");
        File.WriteAllText(program, "#!/bin/sh\necho \"$@\"\ncat \"$3\"\necho W: noise >&2\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        var lists = Path.Combine(_folder, "lists");
        var output = Apt(lists, new AptIndexes(["en", "pt_BR"]), program).Update();
        output[0].ShouldBe($"-q -c {lists}.conf update");
        output.ShouldContain("Acquire::Languages { \"en\"; \"pt_BR\"; };");
        output.ShouldContain($"Dir::State::lists \"{lists}\";");
        output.ShouldContain("#clear APT::Update::Post-Invoke;");
        output[^1].ShouldBe("W: noise");
        Directory.Exists(Path.Combine(lists, "partial")).ShouldBeTrue();
        output.ShouldContain("Acquire::IndexTargets::deb::Packages::DefaultEnabled \"false\";");
        File.Exists(lists + ".conf").ShouldBeFalse();

        var packages = Path.Combine(_folder, "packages");
        output = Apt(lists, new AptIndexes(["none"], Packages: true), program).Download(packages, ["a", "b"]);
        output[0].ShouldBe($"-q -c {lists}.conf download a b");
        output.ShouldContain("Acquire::IndexTargets::deb::Packages::DefaultEnabled \"true\";");
        Directory.Exists(packages).ShouldBeTrue();
        foreach (var wanted in new[] { false, true })
        {
            output = Apt(lists, new AptIndexes(["none"], Components: wanted), program).Update();
            output
                .SkipWhile(l => !l.Contains("DEP-11 {"))
                .First(l => l.Contains("DefaultEnabled"))
                .Trim()
                .ShouldBe($"DefaultEnabled \"{(wanted ? "true" : "false")}\";");
        }
    }

    [Fact]
    public void Stanzas_are_read_and_broken_ones_passed_over()
    {
        var path = Path.Combine(_folder, "x_Translation-fr");
        File.WriteAllText(
            path,
            "Package: a\nDescription-md5: 1\nDescription-fr: un : deux\n ligne\n .\n autre\n\nPackage: b\n\nDescription-md5: "
                + "3\n\nPackage: c\nDescription-md5: 4\nDescription-fr: fin\n x"
        );
        var stanzas = Stanza.ReadAll(path).ToList();
        stanzas.Select(s => (s.Package, s.Md5, s.Synopsis)).ShouldBe([("a", "1", "un : deux"), ("c", "4", "fin")]);
        stanzas[0].Lines.ShouldBe(["ligne", ".", "autre"]);
    }

    [Fact]
    public void Names_of_lists_are_unescaped_and_ordered()
    {
        foreach (var name in new[] { "b_Translation-pt%5fBR", "a_Translation-en", "a_InRelease" })
            File.WriteAllText(Path.Combine(_folder, name), "");
        AptLists.Translations(_folder).Select(t => t.Tag).ShouldBe(["en", "pt_BR"]);
    }

    [Fact]
    public void Lines_are_joined_as_the_script_does()
    {
        Paragraphs.Of(["one  two", "three", ".", "four"], false).ShouldBe(["one two three", "four"]);
        Paragraphs.Of(["一二", "三四", "GNU", "Hello"], true).ShouldBe(["一二三四GNU Hello"]);
        Paragraphs
            .Of(["Things:", " * first", "   and more", " * second", ".", "  verbatim 1", "  verbatim 2"], false)
            .ShouldBe(["Things:", "* first and more", "* second", "verbatim 1", "verbatim 2"]);
        Paragraphs.Of(["um", "o pacote", "- e mais"], false).ShouldBe(["um o pacote - e mais"]);
        Paragraphs.Of([], false).ShouldBeEmpty();
    }

    private static AptGet Apt(string lists, AptIndexes indexes, string program) =>
        new(lists, indexes, new AptCaller("debian-descriptions", "DebianDescriptions(lists: \"folder\")"), default, program);
}
