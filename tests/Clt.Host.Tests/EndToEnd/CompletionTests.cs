using System.Diagnostics;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>What <c>clt completion</c> prints, in the shells themselves.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void Bash_completes_verbs_options_and_values()
    {
        _clt.Write("complete.sh", _clt.Run("completion", "bash").Output + "\n");
        Bash("clt comp").ShouldBe(["compare", "completion"]);
        Bash("clt run recipe.csx --work").ShouldBe(["--workers"]);
        Bash("./clt completion ").ShouldBe(["bash", "fish", "zsh"], ignoreOrder: true);
        Bash("clt list t").ShouldContain("tasks");
        Bash("clt data fetch mg").ShouldContain("mgsm");
        // Nothing of its own: bash goes on with file names.
        Bash("clt run comp").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void Other_shells_have_scripts(string shell)
    {
        var script = _clt.Run("completion", shell);
        script.ExitCode.ShouldBe(0, script.ToString());
        script.Output.ShouldContain("[suggest:");
        script.Output.ShouldNotContain("__Host__");
    }

    [ShellFact("zsh")]
    public void Zsh_reads_its_script() => Reads("zsh", "-n");

    [ShellFact("fish")]
    public void Fish_reads_its_script() => Reads("fish", "--no-execute");

    private void Reads(string shell, string option)
    {
        var path = _clt.Write("complete", _clt.Run("completion", shell).Output + "\n");
        using var process = Process.Start(new ProcessStartInfo(shell, [option, path]) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, said);
    }

    [Fact]
    public void Another_shell_is_refused() => _clt.Run("completion", "tcsh").ExitCode.ShouldBe(2);

    /// <summary>As the tabulator key at the end of a line.</summary>
    private string[] Bash(string line)
    {
        var words = line.Split(' ');
        var script = $$"""
            source {{_clt.Folder}}/complete.sh
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}}
            COMP_WORDS=({{string.Join(' ', words.Select(w => $"'{w}'"))}}) COMP_CWORD={{words.Length - 1}}
            _clt_complete '{{words[0]}}' '{{words[^1]}}' '{{words[^2]}}'
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        var start = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, WorkingDirectory = _clt.Folder };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
