using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Grid;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Studies;

/// <summary>Few-shot exemplars that a study asks for, whatever its task.</summary>
public sealed class FewShotStudyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private StudyContext Context => _folder.Context(new ToyMetric()) with { Families = TinyModels.Families };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_training_is_shared_between_shots_and_languages_of_exemplars()
    {
        var shots = Axis("shots", 0, 1, 3);
        var from = Axis("exemplars", Native, English, Translated);
        var study = ToyStudy.Quick(seeds: [1]).Evaluate(Langs("en es"), items: 5, shots: shots, exemplars: from).Expand(Context);

        var plain = ToyStudy.Quick(seeds: [1]).Evaluate(Langs("en es"), items: 5).Expand(Context);
        var cells = study.Points.Select(p => p.Cell).OfType<FinetuneCell>().ToList();
        // Answers, samples, and without shots no language of exemplars.
        cells.Count.ShouldBe(2 * 3 * (1 + 3 + 3));
        cells.Select(c => c.Training.Id).Distinct().Count().ShouldBe(2 * 3);
        cells.Select(c => c.Training.Id).Distinct().Order().ShouldBe(plain.Cells.OfType<FinetuneCell>().Select(c => c.Training.Id).Order());
        study.Points.Select(p => p.Cell).OfType<ReferenceCell>().Count().ShouldBe(2 * 7);
        study.Settings.Single(s => s.Name == "few-shot exemplars").Value.ShouldContain("3 translated (seed 1)");
    }

    [Fact]
    public void Without_shots_names_are_what_they_were()
    {
        string Id(Study study) => study.Expand(Context).Points[^1].Cell.Id;
        var plain = ToyStudy.Quick().Evaluate(Lang("es"), items: 5);
        Id(ToyStudy.Quick().Evaluate(Lang("es"), items: 5, shots: 0, exemplars: English)).ShouldBe(Id(plain));
        var ids = new[] { (1, Native, 1L), (2, Native, 1L), (2, English, 1L), (2, English, 2L) }
            .Select(s => Id(ToyStudy.Quick().Evaluate(Lang("es"), items: 5, shots: s.Item1, exemplars: s.Item2, exemplarSeed: s.Item3)))
            .ToList();
        ids.Append(Id(plain)).Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public void Prompts_of_test_items_begin_with_solved_training_items()
    {
        var context = Context;
        var model = TinyBase.Make(Path.Combine(_folder.Path, "model"));
        var study = TinyBase.Study(model).Evaluate(Lang("es"), items: 6, shots: 2).Expand(context);
        study.Run(context).Failures.ShouldBeEmpty();

        foreach (var line in File.ReadLines(study.Folder<FinetuneCell>(context).Predictions("spa_Latn")))
        {
            using var read = System.Text.Json.JsonDocument.Parse(line);
            var parts = read.RootElement.GetProperty("prompt").GetString()!.Split("\n\n");
            parts.Length.ShouldBe(3);
            parts[2].ShouldEndWith(" =");
            parts.Take(2).ShouldAllBe(p => !p.EndsWith('='));
        }
    }

    [Fact]
    public void Two_kinds_of_shots_too_many_and_encoders_are_refused()
    {
        var own = ToyStudy.Quick().Task(Choice.Default<ITask>(new FewShotTask(new ToySource(), new FewShot(2))));
        Refused(own.Evaluate(Lang("es"), items: 5, shots: 1)).ShouldContain("the task 'toy-sums' has 2 of its own");
        Refused(ToyStudy.Quick().Evaluate(Lang("es"), items: 5, shots: 1001))
            .ShouldContain("1001 solved examples in spa_Latn are asked for");
        Refused(ToyStudy.Quick().Evaluate(Lang("es"), items: 5, shots: -1)).ShouldContain("-1 solved examples are asked for");
        var encoder = Study("words")
            .Model(TinyModels.Encoder(Path.Combine(_folder.Path, "encoder")))
            .Task(new WordTask(Scoring.Label))
            .Mixture(Fixed(Lang("en"), 8))
            .Train(batch: 8, lr: Constant(1e-2));
        Refused(encoder.Evaluate(Lang("es"), items: 5, shots: 1)).ShouldContain("is an encoder, which answers one text at a time");
    }

    [Fact]
    public void Exemplars_that_lack_translations_are_missed_before_anything_runs()
    {
        var study = ToyStudy.Quick(new Untranslated()).Evaluate(Langs("es"), items: 5, shots: 2, exemplars: Translated);
        Refused(study).ShouldContain("the training part has 0 in English with a translation into spa_Latn");
    }

    [Fact]
    public void A_task_that_asks_in_turns_keeps_its_form()
    {
        var asked = new EvaluateSpec(Lang("es"), 5, null) { Shots = new FewShot(3, English) };
        var own = new TaskInfo("t", "T.", new Dictionary<string, string>(), Scoring.Generate, [])
        {
            FewShot = new FewShot(0, Format: PromptFormat.Chat),
        };
        asked.FewShotOf(own).ShouldBe(new FewShot(3, English, PromptFormat.Chat));
        asked.FewShotOf(own with { FewShot = null }).ShouldBe(new FewShot(3, English));
        (asked with { Shots = null }).FewShotOf(own).ShouldBe(own.FewShot);
    }

    private string Refused(Study study) => Should.Throw<InputException>(() => study.Expand(Context)).Message;

    /// <summary>Items of English have other ids than those of the other languages.</summary>
    private sealed class Untranslated : ISource
    {
        private readonly ToySource _inner = new();

        public SourceInfo Info => _inner.Info;

        public string Fingerprint(SourceContext context) => "untranslated";

        public IEnumerable<Record> Read(SourceRequest request) =>
            _inner.Read(request).Select(r => request.Language.Iso639 == "eng" ? r with { ItemId = $"en-{r.ItemId}" } : r);
    }
}
