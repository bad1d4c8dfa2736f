using Clt.Host.Recipes;
using Clt.Host.Tests.EndToEnd;
using Clt.Recipes.Cells;
using Clt.Results.Store;
using Clt.Running.Planning;
using Clt.Testing;

namespace Clt.Host.Tests.Recipes;

/// <summary>The recipe of continual learning: planned on the paper's data, and run on some made up.</summary>
public sealed class ContinualRecipeTests : IDisposable
{
    private static readonly string Recipe = Path.Combine(RepositoryRoot.Folder, "recipes", "continual", "main.csx");
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [DataFact("mtop")]
    public void The_papers_stream_is_planned_with_its_references()
    {
        using var session = RecipeSession.Open(
            new SessionOptions(Recipe, [], [], Path.Combine(_clt.Folder, "runs")),
            _ => { },
            CancellationToken.None,
            planning: true
        );

        var cells = session.Study.Cells.OfType<FinetuneCell>().Where(c => c.Seed == 1).ToList();
        var plan = session.Study.Plan(session.Context, 1);
        plan.Rows.Count(r => r.Kind == CellKind.Reference).ShouldBe(3, "a fresh head for each seed");
        cells.Count(c => c.Mixture.Languages.Count == 6 && c.Stage == "hop 1").ShouldBe(1, "the joint reference");
        cells.Select(c => c.Train.Objective.Info.Name).Distinct().Order().ShouldBe(["random field", "replay"]);
        session.Study.Points.Count(p => p.Axes.Any(a => a.Axis == "alone")).ShouldBe(6 * 3);
        cells.Max(c => c.Chain.Count()).ShouldBe(6);
    }

    [Fact]
    public void A_stream_of_made_up_requests_is_trained_and_reported()
    {
        var data = Path.Combine(_clt.Folder, "mtop");
        Directory.CreateDirectory(data);
        foreach (var language in (string[])["en", "th"])
        {
            foreach (var (part, count) in new[] { ("train", 24), ("dev", 8), ("test", 8) })
                File.WriteAllLines(Path.Combine(data, $"{part}-{language}.tsv"), Enumerable.Range(0, count).Select(i => Line(language, i)));
        }

        string[] asked =
        [
            .. Set($"data={data}", "lines=16", "items=6", "orders=en th, th en"),
            .. Set("methods=vanilla, replay, own head, own encoder, alone, joint"),
        ];
        var run = _clt.Run(["run", Recipe, .. asked]);
        run.ExitCode.ShouldBe(0, run.ToString());
        var page = File.ReadAllText(Path.Combine(_clt.Folder, "runs", "continual", "report.html"));
        page.ShouldContain("Continual learning: slot-f1");
        page.ShouldContain("Continual learning: intent-accuracy");
        page.ShouldContain("intent-accuracy by hop and language: replay");
        page.ShouldMatch("encoder or head forgets|component that forgets", "a sentence on it, whatever so few lines say");
        page.ShouldContain("77.97", Case.Sensitive, "the paper's figures stand beside");

        var twice = _clt.Run(["check", Recipe, .. Set($"data={data}", "lines=16", "orders=en th en")]);
        twice.ExitCode.ShouldBe(2, twice.ToString());
        twice.Error.ShouldContain("en stands in the order 2 times");
        var without = _clt.Run(["check", Recipe, .. Set($"data={data}", "lines=16", "orders=en fr")]);
        without.ExitCode.ShouldBe(2, without.ToString());
        without.Error.ShouldContain("has no fra_Latn");
    }

    private static IEnumerable<string> Set(params string[] settings) => settings.SelectMany(s => new[] { "--set", s });

    /// <summary>A request for an alarm or the weather, with the time as its slot.</summary>
    private static string Line(string language, int i) =>
        i % 2 == 0 ? $"{language}-{i}\t0\talarm at {i % 12}\tO O B-DATE_TIME" : $"{language}-{i}\t1\tweather for {i % 12}\tO O B-DATE_TIME";
}
