using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Grid;
using Clt.Recipes.Identity;
using Clt.Recipes.Streams;
using Clt.Recipes.Studies;
using Clt.Results.Store;
using Clt.Running.Reports;
using Clt.Running.Tests.Toys;
using static Clt.Plugins.Training.Adapters.AdapterWords;
using static Clt.Plugins.Training.Objectives.ObjectiveWords;
using static Clt.Recipe;

namespace Clt.Running.Tests.Streams;

/// <summary>Streams that are trained, method by method, up to their report.</summary>
public sealed class StreamRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public StreamRunTests() => _model = TinyModels.Encoder(Path.Combine(_folder.Path, "encoder"));

    public void Dispose() => _folder.Dispose();

    private StudyContext Context => _folder.Context(new ToyMetric()) with { Families = TinyModels.Families };

    private Study Bare(Choice<StreamMethod> method, params string[] orders) => Bare(method, Scoring.Label, orders);

    private Study Bare(Choice<StreamMethod> method, Scoring scoring, params string[] orders) =>
        Study("stream")
            .Model(_model)
            .Task(new WordTask(scoring, new WordSource("en es fr")))
            .Stream(
                Orders(orders.Length > 0 ? orders : ["en es fr"]),
                24,
                Train(batch: 8, lr: Constant(5e-3), epochs: 2, validation: 4, packing: None, selectBy: LastCheckpoint),
                method
            )
            .Evaluate(Langs("en es fr"), items: 8);

    private (ExpandedStudy Study, List<CellResult> Hops) Run(Study study)
    {
        var expanded = study.Expand(Context);
        expanded.Run(Context).Failures.ShouldBeEmpty();
        var folder = new StudyFolder(Context.RunsFolder, study.Name);
        return (expanded, [.. expanded.Cells.OfType<FinetuneCell>().Select(c => folder.Cell(c.Id).Read()!)]);
    }

    [Fact]
    public void Every_method_trains_other_weights_from_the_second_hop_on()
    {
        var methods = Axis(
            "method",
            ("vanilla", InTurn()),
            ("replay", InTurn(Replay(12, drawn: 4))),
            ("a-gem", InTurn(AGem(12, drawn: 4))),
            ("logits", InTurn(ReplayLogits(12, drawn: 4))),
            ("states", InTurn(ReplayStates(12, drawn: 4))),
            ("ewc", InTurn(OnlineEwc(20, decay: 0.5, examples: 6))),
            ("layers", InTurn(own: "layers.0")),
            ("head", InTurn(own: "sequence_dense sequence_labels")),
            ("adapters", InTurn(adapter: Bottleneck(width: 8, placement: BehindFeedForwardSum))),
            ("adapters on a tuned base", InTurn(adapter: Bottleneck(width: 8), tuneBase: true)),
            ("low rank", InTurn(Replay(12, drawn: 4), adapter: Lora(rank: 2)))
        );
        var (study, _) = Run(Bare(methods));
        var folder = new StudyFolder(Context.RunsFolder, "stream");
        var last = study.Cells.OfType<FinetuneCell>().Where(c => c.Stage == "hop 3").Select(c => folder.Cell(c.Id).Read()!.Weights);
        last.Distinct().Count().ShouldBe(11);
        // Two runs of the same names give the same bits.
        using var elsewhere = new TemporaryFolder();
        var again = elsewhere.Context(new ToyMetric()) with { Families = TinyModels.Families };
        var repeated = Bare(methods).Expand(again);
        repeated.Run(again).Failures.ShouldBeEmpty();
        var other = new StudyFolder(again.RunsFolder, "stream");
        repeated.Cells.OfType<FinetuneCell>().Where(c => c.Stage == "hop 3").Select(c => other.Cell(c.Id).Read()!.Weights).ShouldBe(last);
    }

    [Theory]
    [InlineData(Scoring.Tag)]
    [InlineData(Scoring.Joint)]
    public void Outputs_of_words_are_kept_too(Scoring scoring)
    {
        var plain = Run(Bare(InTurn(), scoring, "en es")).Hops[^1].Weights;
        var kept = Run(Bare(InTurn(ReplayLogits(12, drawn: 4)), scoring, "en es")).Hops[^1].Weights;
        var states = Run(Bare(InTurn(ReplayStates(12, drawn: 4)), scoring, "en es")).Hops[^1].Weights;
        new[] { plain, kept, states }.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void A_language_with_all_weights_of_its_own_is_as_if_it_were_alone_and_forgets_nothing()
    {
        var methods = Axis("method", ("own", InTurn(own: "*")), ("alone", Alone()));
        var (study, _) = Run(Bare(methods));
        var folder = new StudyFolder(Context.RunsFolder, "stream");
        double Score(string language, Func<StudyPoint, bool> where) =>
            folder.Cell(study.Points.Single(where).Cell.Id).Read()!.Scores.Single(s => s.Language == language).Value;
        bool Is(StudyPoint p, params string[] labels) => labels.All(l => p.Axes.Any(a => a.Label == l));

        foreach (var (code, tag, hop) in new[] { ("eng_Latn", "en", "hop 1"), ("spa_Latn", "es", "hop 2"), ("fra_Latn", "fr", "hop 3") })
        {
            var alone = Score(code, p => Is(p, "alone", tag));
            Score(code, p => Is(p, "own", hop)).ShouldBe(alone);
            Score(code, p => Is(p, "own", "hop 3")).ShouldBe(alone, "it was not touched since");
        }
    }

    [Fact]
    public void The_report_compares_methods_and_shows_the_matrix()
    {
        var methods = Axis(
            "method",
            ("vanilla", InTurn()),
            ("replay", InTurn(Replay(12, drawn: 4))),
            ("alone", Alone()),
            ("joint", Together()),
            ("growing", Growing())
        );
        var study = Bare(methods, "en es fr", "fr es en").Seeds(1, 2).Report(ContinualTransfer("vanilla"));
        var (expanded, _) = Run(study);
        var report = StudyReport.Of(expanded, StoredResults.Read(expanded, Context));

        report.Stages.ShouldBeEmpty("the analysis shows them");
        var titles = report.Analyses.Single().Tables.Select(t => t.Title).ToList();
        titles.ShouldBe([
            "Continual learning: exact",
            "exact less that of vanilla",
            "exact by hop and language: vanilla",
            "exact by hop and language: replay",
            "exact by hop and language: growing",
        ]);
        var measures = report.Analyses[0].Tables[0];
        measures.Rows.Select(r => r.Cells[0]).ShouldBe(["vanilla", "replay", "joint", "growing"]);
        measures.Rows.Select(r => r.Cells[1]).ShouldBe(["2", "2", "0", "2"]);
        measures.Rows[0].Cells.Skip(2).ShouldAllBe(c => c != "–");
        measures.Rows[2].Cells.Skip(3).ShouldAllBe(c => c == "–");
        report.Findings.ShouldContain(f => f.Contains("replay forgets"));
    }
}
