using System.CommandLine;
using System.Text.RegularExpressions;
using Clt.Host.Tests.EndToEnd;
using Clt.Host.Tests.Verbs;
using VerifyXunit;

namespace Clt.Host.Tests.Output;

/// <summary>What users read, word by word: the help of every verb, a plan, pages of problems. Approved in <c>Approved/</c>.</summary>
[Collection(VerbRun.Alone)]
public sealed partial class SnapshotTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public static TheoryData<string> Verbs => [.. Paths(CommandRoot.Create(), "")];

    public void Dispose() => _clt.Dispose();

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task The_help_of_a_verb_is_as_approved(string verb)
    {
        var help = VerbRun.Of([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        help.ExitCode.ShouldBe(0, help.ToString());
        // The tests' own program runs the verbs.
        var program = Path.GetFileNameWithoutExtension(Environment.GetCommandLineArgs()[0]);
        var text = help
            .Output.Replace($"[default: {Environment.ProcessorCount}]", "[default: PROCESSORS]")
            .Replace($"\n  {program} ", "\n  clt ");
        text = DataFolder().Replace(text, "($CLT_DATA). [default: DATA]");
        await Approved(text, $"help{(verb.Length == 0 ? "" : "-" + verb.Replace(' ', '-'))}");
    }

    [Fact]
    public async Task A_plan_is_as_approved()
    {
        _clt.Write("tiny.csx", TinyRecipe.Text());
        var plan = _clt.Run("check", "tiny.csx", "--device", "cpu");
        plan.ExitCode.ShouldBe(0, plan.ToString());
        // What this machine is, and how long it would take, is not the recipe's.
        var lines = plan.Output.Split('\n').Where(l => !l.StartsWith("Computes on", StringComparison.Ordinal));
        var text = Times().Replace(Workers().Replace(string.Join('\n', lines), "TIME on N workers"), "  TIME  $1");
        await Approved(text.TrimEnd(), "plan");
    }

    [Theory]
    [InlineData("broken", "Study(\"tiny\")", "Study(\"tiny\"")]
    [InlineData("misspelt", "SeenVersusUnseen", "SeenVersusUnsen")]
    [InlineData("setting", "epochs: 2", "epoch: 2")]
    [InlineData("numbers", "batch: 16, lr: Constant(1e-3), epochs: 2", "batch: 0, lr: Constant(-1), epochs: 0, clip: 0")]
    [InlineData("language", "Langs(\"es\")", "Langs(\"es qx\")")]
    [InlineData("words", "below: 12), answer: \"result\"", "below: 12), answer: \"reslt\"")]
    public async Task A_page_of_problems_is_as_approved(string name, string right, string wrong)
    {
        TinyRecipe.Text().ShouldContain(right);
        _clt.Write($"{name}.csx", TinyRecipe.Text(change: t => t.Replace(right, wrong)));
        var said = _clt.Run("check", $"{name}.csx");
        said.ExitCode.ShouldBe(2, said.ToString());
        await Approved(said.Error, $"problems-{name}");
    }

    private static IEnumerable<string> Paths(Command command, string path)
    {
        yield return path;
        foreach (var verb in command.Subcommands)
        {
            foreach (var inner in Paths(verb, $"{path} {verb.Name}".Trim()))
                yield return inner;
        }
    }

    private async Task Approved(string text, string name)
    {
        var here = text.Replace(_clt.Folder, "FOLDER").ReplaceLineEndings("\n");
        var said = string.Join(
            '\n',
            Hash()
                .Replace(here, "HASH")
                .Split('\n')
                .Where(l => !l.StartsWith("clt: building", StringComparison.Ordinal))
                .Select(l => l.TrimEnd())
        );
        await Verifier.Verify(said).UseDirectory("Approved").UseFileName(name);
    }

    [GeneratedRegex(@"\(\$CLT_DATA\)\.( \[default: [^\]]*\])?")]
    private static partial Regex DataFolder();

    [GeneratedRegex(@"\w+ s on \d+ workers")]
    private static partial Regex Workers();

    [GeneratedRegex(@" {2,}(?:time|\d+ (?:ms|s|min)(?: \d+ s)?) {2,}(state|to do)")]
    private static partial Regex Times();

    [GeneratedRegex(@"\b[0-9a-f]{16}\b")]
    private static partial Regex Hash();
}
