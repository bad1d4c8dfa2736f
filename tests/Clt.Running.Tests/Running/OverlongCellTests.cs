using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Results.Store;
using Clt.Running.Launching;
using Clt.Running.Lengths;
using Clt.Running.Runner;
using Clt.Running.Tests.Toys;
using Clt.Running.Training;
using static Clt.Recipe;

namespace Clt.Running.Tests.Running;

/// <summary>Examples and prompts that are longer than a model reads, from the plan to results.</summary>
public sealed class OverlongCellTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private StudyContext Context => _folder.Context(new ToyMetric()) with { Families = TinyModels.Families };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_too_long_is_told_before_anything_runs_with_how_many_there_are()
    {
        var study = Long(s => s.Train(batch: 8, lr: Constant(1e-3), maxLength: 24)).Expand(Context);

        var told = Should.Throw<InputException>(() => LengthPlan.Notes(study, Context, Open(study)));

        told.Message.ShouldContain("of 16 examples have more than 24 tokens");
        told.Message.ShouldContain("overlong: Truncate(Left)");
        var run = Should.Throw<InputException>(() => Run(study));
        run.Message.ShouldBe(told.Message, "the run says it too, and trains nothing");
    }

    [Fact]
    public void What_is_left_out_and_cut_is_noted_in_the_plan_and_counted_in_results()
    {
        var study = Long(s => s.Train(batch: 4, lr: Constant(1e-3), maxLength: 24, overlong: LeaveOut)).Expand(Context);
        var notes = LengthPlan.Notes(study, Context, Open(study));
        notes.ShouldContain(n =>
            n.Contains("training, en: ", StringComparison.Ordinal) && n.Contains("left out of 16", StringComparison.Ordinal)
        );
        notes.ShouldContain(n =>
            n.Contains("test items, es: ", StringComparison.Ordinal) && n.Contains(" cut of 6", StringComparison.Ordinal)
        );
        LengthPlan.Notes(study, Context, Open(study)).ShouldBe(notes, "read from the cache");

        Run(study).Failures.ShouldBeEmpty();

        var cell = study.Cells.OfType<FinetuneCell>().Single();
        var parts = new StudyFolder(Context.RunsFolder, study.Name).Cell(cell.Id).Read()!.Overlong!;
        var training = parts.Single(p => p.Of == OverlongPart.Training);
        (training.Examples, training.Most, training.Cut).ShouldBe((16, 24, 0));
        training.LeftOut.ShouldBeInRange(1, 15);
        parts.Single(p => p is { Of: OverlongPart.TestItems, Language: "spa_Latn" }).Cut.ShouldBe(6);
        var told = MeasuredRun.OverlongWarning([new MeasuredRun(new Dictionary<string, string>(), Stored(study, cell))]);
        told.ShouldStartWith("1 of 1 runs had examples that were too long: training, en: ");
    }

    [Fact]
    public void Exemplars_are_left_out_until_a_prompt_fits_and_items_keep_their_question()
    {
        var study = Long(s => s, e => e.Evaluate(Langs("en"), items: 6, shots: 3, overlongExemplars: LeaveOut)).Expand(Context);

        Run(study).Failures.ShouldBeEmpty();

        var cell = study.Cells.Single();
        var part = Stored(study, cell).Overlong!.ShouldHaveSingleItem();
        (part.Of, part.Examples).ShouldBe((OverlongPart.Exemplars, 18));
        part.LeftOut.ShouldBeInRange(1, 18);
    }

    [Fact]
    public void Names_of_cells_tell_what_is_cut_and_keep_still_where_nothing_is_said()
    {
        string Name(Func<Study, Study> train) => Long(train).Expand(Context).Cells.OfType<FinetuneCell>().Single().Training.Yaml;
        var usual = Name(s => s.Train(batch: 8, lr: Constant(1e-3)));
        Name(s => s.Train(batch: 8, lr: Constant(1e-3), maxLength: 30, overlong: Refuse)).ShouldBe(usual);
        usual.ShouldNotContain("overlong");
        var cut = Name(s => s.Train(batch: 8, lr: Constant(1e-3), maxLength: 30, overlong: Truncate(Left)));
        cut.ShouldContain("truncated on the left");
        cut.ShouldContain("max length");
    }

    [Theory]
    [InlineData(65, "maxLength is 65, but the model 'llama' reads 64 tokens")]
    [InlineData(62, "prompts of 62 tokens and answers of 6 are longer than the 64 tokens that the model reads")]
    public void A_length_that_the_model_does_not_read_is_refused(int most, string told) =>
        Should
            .Throw<InputException>(() =>
                Long(s => s, e => e.Evaluate(Langs("es"), items: 6, maxLength: most, overlong: LeaveOut)).Expand(Context)
            )
            .Message.ShouldContain(told);

    private static HashSet<string> Open(ExpandedStudy study) => [.. study.Cells.Select(c => c.Id)];

    private CellResult Stored(ExpandedStudy study, Cell cell) => new StudyFolder(Context.RunsFolder, study.Name).Cell(cell.Id).Read()!;

    private RunSummary Run(ExpandedStudy study) => StudyRunner.Run(study, Context, new RunnerOptions(new HereLauncher(), new CellRunner()));

    /// <summary>Texts of about 10 to 60 tokens in English; of about 100 in Spanish, which is measured.</summary>
    private Study Long(Func<Study, Study> train, Func<Study, Study>? evaluate = null)
    {
        var study = Study("long")
            .Model(TinyModels.Decoder(Path.Combine(_folder.Path, "decoder")))
            .Task(new WordTask(Scoring.Generate, new LongWords()));
        study = evaluate is null ? study.Evaluate(Langs("es"), items: 6, overlong: Truncate(Left)) : evaluate(study);
        var trained = train(study);
        return ReferenceEquals(trained, study) ? study : trained.Mixture(Fixed(Lang("en"), 16));
    }

    private sealed class LongWords : ISource
    {
        public SourceInfo Info { get; } =
            new("long-words", "Words.", [Language.Parse("en"), Language.Parse("es")], new Dictionary<string, string>());

        public string Fingerprint(SourceContext context) => "1";

        public IEnumerable<Record> Read(SourceRequest request) =>
            Enumerable
                .Range(0, 16)
                .Select(i => new Record(
                    $"{request.Split}-{i}",
                    request.Language,
                    new Dictionary<string, string>
                    {
                        ["text"] = new string((char)('a' + i), request.Language.Code == "spa_Latn" ? Spanish(request.Split) : 10 + (3 * i)),
                        ["label"] = "b",
                    }
                ));

        private static int Spanish(Split split) => split == Split.Test ? 70 : 20;
    }
}
