using System.Diagnostics;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>What lies around the command and is not as usual: a home that is not there, an output that nobody reads.</summary>
public sealed class SurroundingsTests : IDisposable
{
    private readonly CltCommand _clt = new();

    /// <summary>Built before anything is unusual: a build needs its packages, which lie in the home.</summary>
    public SurroundingsTests() => _clt.Run("--help").ExitCode.ShouldBe(0);

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void A_home_that_is_not_there_is_made_and_nothing_lands_in_the_working_folder()
    {
        var home = Path.Combine(_clt.Folder, "no", "such", "home");
        _clt.Environment["HOME"] = home;
        _clt.Environment["XDG_CACHE_HOME"] = "";
        _clt.Write("tiny.csx", TinyRecipe.Text());
        var check = _clt.Run("check", "tiny.csx", "--json");
        check.ExitCode.ShouldBe(0, check.ToString());
        Directory.Exists(Path.Combine(home, ".cache", "clt")).ShouldBeTrue(check.ToString());
        Directory.GetFileSystemEntries(_clt.Folder).Select(Path.GetFileName).ShouldBe(["no", "tiny.csx"], ignoreOrder: true);
    }

    [Fact]
    public void A_home_that_cannot_be_made_only_costs_time()
    {
        _clt.Environment["HOME"] = "/proc/nowhere";
        _clt.Environment["XDG_CACHE_HOME"] = "";
        _clt.Write("tiny.csx", TinyRecipe.Text());
        var check = _clt.Run("check", "tiny.csx", "--json");
        check.ExitCode.ShouldBe(0, check.ToString());
        check.Error.ShouldNotContain("Unhandled");
    }

    [Theory]
    [InlineData("list", "tasks")]
    [InlineData("check", "tiny.csx")]
    [InlineData("--help")]
    public void A_closed_standard_output_is_told_in_a_sentence(params string[] arguments)
    {
        _clt.Write("tiny.csx", TinyRecipe.Text());
        var (code, error) = Shell($"\"$0\" {string.Join(' ', arguments)} >&-");
        code.ShouldBeOneOf(0, 1);
        Sentence(error);
    }

    [Fact]
    public void A_full_standard_output_is_told_in_a_sentence_that_names_it()
    {
        var (code, error) = Shell("\"$0\" list languages >/dev/full");
        code.ShouldBe(1, error);
        error.ShouldContain("standard output");
        error.ShouldNotContain("--runs");
        Sentence(error);
    }

    [Fact]
    public void A_reader_that_has_seen_enough_ends_the_command()
    {
        var (_, error) = Shell("\"$0\" list languages | head -n 1 >/dev/null");
        Sentence(error);
    }

    private static void Sentence(string error)
    {
        error.ShouldNotContain("Unhandled");
        error.ShouldNotContain("   at System.");
        error.ShouldNotContain("fault of CltHost");
    }

    private (int Code, string Error) Shell(string line)
    {
        var start = new ProcessStartInfo("bash", ["-c", line, Path.Combine(Clt.Testing.RepositoryRoot.Folder, "clt")])
        {
            WorkingDirectory = _clt.Folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(_clt.Folder, "cache");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        process.WaitForExit(TimeSpan.FromMinutes(3)).ShouldBeTrue();
        return (process.ExitCode, error.Result);
    }
}
