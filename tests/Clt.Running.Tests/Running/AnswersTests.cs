using Clt.Recipes.Answers;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Recipes.Training;
using Clt.Results.Analysis;
using Clt.Results.Store;
using Clt.Running.Cells;
using Clt.Running.Data;
using Clt.Running.Planning;
using Clt.Running.Tests.Toys;
using Clt.Running.Training;
using Clt.Running.Verification;
using static Clt.Recipe;

namespace Clt.Running.Tests.Running;

/// <summary>Answers that a stage or a folder writes, and what is trained on them.</summary>
public sealed class AnswersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ToySource _source = new("en es", train: 40, test: 6);
    private readonly ToyTask _task;
    private readonly string _base;

    public AnswersTests()
    {
        _task = new ToyTask(_source);
        _base = TinyBase.Make(Path.Combine(_folder.Path, "base"));
    }

    private StudyContext Context => _folder.Context();

    public void Dispose() => _folder.Dispose();

    private static TrainChoice Quick(double rate = 0.02, int epochs = 2) =>
        Train(batch: 8, lr: Constant(rate), epochs: epochs, checkpointEvery: Steps(5), validation: 4, selectBy: LastCheckpoint);

    private Study Bare() => Study("answers").Model(_base).Task(_task).Evaluate(Langs("en es"), items: 6);

    private Study Self(AnswersSource answers, int count = 12, double rate = 0.02) =>
        Bare().Stage("sft", Fixed(Lang("en"), 40), Quick(rate, epochs: 16)).Stage("self", Fixed(Lang("es"), count, answers), Quick());

    private static List<TCell> Cells<TCell>(ExpandedStudy study) => [.. study.Cells.OfType<TCell>()];

    private CellFolder Folder(ExpandedStudy study, Cell cell) => new StudyFolder(Context.RunsFolder, study.Name).Cell(cell.Id);

    private ExpandedStudy Run(Study study, StudyContext? context = null)
    {
        var expanded = study.Expand(context ?? Context);
        expanded.Run(context ?? Context).Failures.ShouldBeEmpty();
        return expanded;
    }

    private List<Record> Read(ExpandedStudy study, Split split, AnswersSource source)
    {
        var uses = Cells<FinetuneCell>(study).SelectMany(c => c.Answers).ToList();
        var context = AnswersUse.Context(Context.Source, uses, new StudyFolder(Context.RunsFolder, study.Name));
        return [.. ((ISource)source).Read(new SourceRequest(Language.Parse("es"), split, context))];
    }

    [Fact]
    public void A_stage_is_trained_on_what_the_stage_before_wrote_and_each_is_written_once()
    {
        var answers = Answers(of: "sft", on: _task, items: 20);
        var study = Run(Self(answers));

        var (writer, student) = (Cells<AnswersCell>(study).ShouldHaveSingleItem(), Cells<FinetuneCell>(study)[1]);
        writer.Needs.ShouldBe([Cells<FinetuneCell>(study)[0]]);
        student.Needs.ShouldContain(writer);
        var facts = Folder(study, writer).Read()!.Facts;
        facts["answers"].ShouldBe(20);
        facts["mean confidence of answers"].ShouldBeInRange(1e-6, 1);
        var written = AnswersFile.Read(Folder(study, writer).Path, Split.Train);
        var read = Read(study, Split.Train, answers);
        read.ShouldNotBeEmpty();
        read.ShouldAllBe(r => r["output"] == written[r.ItemId].Output && r["q"].Length > 0);
        Read(study, Split.Validation, answers).ShouldNotBeEmpty();
        // The items of the test are the task's own.
        Read(study, Split.Test, answers).ShouldAllBe(r => r["output"].Trim() == r["a"]);
        var example = ((ITask)answers).Format(read[0]);
        (example.Prompt, example.Completion).ShouldBe((read[0]["q"], read[0]["output"]));
        // What the training draws is what was written.
        var services = new CellServices(new StudyFolder(Context.RunsFolder, study.Name), Context, 1, _ => { }, default);
        FinetuneWork.Job(student, Folder(study, student), services).Train.Count.ShouldBe(Math.Min(12, read.Count));

        var file = AnswersFile.Of(Folder(study, writer).Path, Split.Train);
        var time = File.GetLastWriteTimeUtc(file);
        Run(Self(Answers(of: "sft", on: _task, items: 20, maxTokens: 30)));
        File.GetLastWriteTimeUtc(file).ShouldBe(time, "another filter reads the same answers");
    }

    [Fact]
    public void Filters_name_the_training_and_the_model_names_the_answers_too()
    {
        (string Writer, string Student) Ids(Study study)
        {
            var expanded = study.Expand(Context);
            return (Cells<AnswersCell>(expanded)[0].Id, Cells<FinetuneCell>(expanded)[1].Training.Id);
        }

        var plain = Ids(Self(Answers(of: "sft", on: _task)));
        var filtered = Ids(Self(Answers(of: "sft", on: _task, minConfidence: 0.5)));
        var other = Ids(Self(Answers(of: "sft", on: _task), rate: 0.01));
        var folder = Ids(Self(Answers(of: _base, on: _task)));
        filtered.Writer.ShouldBe(plain.Writer);
        new[] { plain, filtered, other, folder }.Select(i => i.Student).Distinct().Count().ShouldBe(4);
        new[] { plain, other, folder }.Select(i => i.Writer).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void Answers_are_kept_by_confidence_length_agreement_and_language()
    {
        PredictionLine Line(string output, double confidence = 0.9, int tokens = 3) =>
            new("i", "p", output, [], null, tokens) { Confidence = confidence };
        bool Keeps(AnswersFilter filter, PredictionLine line, PredictionLine? other = null) =>
            filter.Keeps(line, other, Language.Parse("es"));
        var all = new AnswersFilter(0, 0, null, null, null);

        Keeps(all, Line(" ")).ShouldBeFalse();
        Keeps(all, Line("a")).ShouldBeTrue();
        Keeps(all with { Confidence = 0.9 }, Line("a")).ShouldBeTrue();
        Keeps(all with { Confidence = 0.95 }, Line("a")).ShouldBeFalse();
        Keeps(all with { Shortest = 4 }, Line("a")).ShouldBeFalse();
        Keeps(all with { Longest = 2 }, Line("a")).ShouldBeFalse();
        Keeps(all with { Agrees = "b" }, Line("a "), Line(" a")).ShouldBeTrue();
        Keeps(all with { Agrees = "b" }, Line("a"), Line("b")).ShouldBeFalse();
        // The toy metric is 1 where the output is a reference: it has none here.
        Keeps(all with { InLanguage = new ToyMetric() }, Line("a")).ShouldBeFalse();
    }

    [Fact]
    public void Two_models_must_agree_where_that_is_asked()
    {
        var other = TinyBase.Make(Path.Combine(_folder.Path, "other"), seed: 2);
        var same = Answers(of: "sft", on: _task, items: 20, agree: "sft");
        var apart = Answers(of: "sft", on: _task, items: 20, agree: other);
        var study = Run(Self(same));
        var kept = Read(study, Split.Train, same).Count;
        kept.ShouldBe(Read(study, Split.Train, same).Count(r => r["output"].Trim().Length > 0));
        Cells<AnswersCell>(study).Count.ShouldBe(1, "one model agrees with itself");

        var two = Self(apart).Expand(Context);
        Cells<AnswersCell>(two).Count.ShouldBe(2);
        var summary = two.Run(Context);
        // A model of random weights says other things: nothing is left, which is an error of its own.
        Read(two, Split.Train, apart).ShouldBeEmpty();
        summary.Failures.Values.ShouldHaveSingleItem().ShouldContain("no answer passed the filters");
    }

    [Fact]
    public void Labels_of_an_encoder_are_pseudo_labels_with_their_probability()
    {
        var model = TinyModels.Encoder(Path.Combine(_folder.Path, "encoder"));
        var context = Context with { Families = TinyModels.Families };
        var task = new WordTask(Scoring.Label);
        var train = Train(batch: 8, lr: Constant(5e-3), epochs: 4, validation: 4, selectBy: LastCheckpoint);
        var study = Run(
            Study("labels")
                .Model(model)
                .Task(task)
                .Evaluate(Langs("en es"), items: 12)
                .Stage("en", Fixed(Lang("en"), 48), train)
                .Stage("es", Fixed(Lang("es"), 24, Answers(of: "en", on: task, items: 30, minConfidence: 0.5)), train),
            context
        );
        var lines = AnswersFile.Read(Folder(study, Cells<AnswersCell>(study)[0]).Path, Split.Train).Values;
        lines.Count().ShouldBe(30);
        lines.ShouldAllBe(l => l.Confidence >= 0.5 && (l.Output == "animal" || l.Output == "colour"));
    }

    [Theory]
    [InlineData(Scoring.Label)]
    [InlineData(Scoring.Tag)]
    public void Soft_labels_are_kept_and_learnt(Scoring scoring)
    {
        var model = TinyModels.Encoder(Path.Combine(_folder.Path, "encoder"));
        var context = Context with { Families = TinyModels.Families };
        var task = new WordTask(scoring);
        var train = Train(batch: 8, lr: Constant(5e-3), epochs: 4, validation: 4, selectBy: LastCheckpoint);
        Study By(AnswersSource answers) =>
            Study("soft")
                .Model(model)
                .Task(task)
                .Evaluate(Langs("en es"), items: 12)
                .Stage("en", Fixed(Lang("en"), 48), train)
                .Stage("es", Fixed(Lang("es"), 24, answers), train);
        var (soft, top, hard) = (Answers("en", task, 30, soft: 2), Answers("en", task, 30, soft: 1), Answers("en", task, 30));
        var study = Run(By(soft), context);

        var cell = Folder(study, Cells<AnswersCell>(study)[0]);
        var lines = AnswersFile.Read(cell.Path, Split.Train).Values.ToList();
        lines.Count.ShouldBe(30);
        lines.ShouldAllBe(l => l.SoftLabels!.Count == l.Output.Split(' ').Length);
        foreach (var (label, kept) in lines.SelectMany(l => l.Output.Split(' ').Zip(l.SoftLabels!)))
        {
            kept.Values.Sum().ShouldBe(1, 1e-5);
            kept.MaxBy(k => k.Value).Key.ShouldBe(label);
        }

        if (scoring == Scoring.Label)
            lines.ShouldAllBe(l => Math.Abs(l.SoftLabels![0][l.Output] - l.Confidence!.Value) < 1e-5);
        var record = Read(study, Split.Train, soft)[0];
        ((ITask)soft).Format(record).SoftLabels.ShouldBe(lines.Single(l => l.Item == record.ItemId).SoftLabels!);

        // The number of labels is a part of both names; of one label the distribution is one-hot, and the weights are those of hard labels.
        var (one, none) = (Run(By(top), context), Run(By(hard), context));
        Cells<AnswersCell>(study)
            .Concat(Cells<AnswersCell>(one))
            .Concat(Cells<AnswersCell>(none))
            .Select(c => c.Id)
            .Distinct()
            .Count()
            .ShouldBe(3);
        AnswersFile.Read(Folder(none, Cells<AnswersCell>(none)[0]).Path, Split.Train).Values.ShouldAllBe(l => l.SoftLabels == null);
        double Loss(ExpandedStudy of) => Folder(of, Cells<FinetuneCell>(of)[1]).Read()!.Facts["validation loss"];
        Loss(one).ShouldBe(Loss(none), 1e-4);
        Math.Abs(Loss(study) - Loss(none)).ShouldBeGreaterThan(1e-6);
        File.Delete(cell.Results);
        Run(By(soft), context);
        AnswersFile.Read(cell.Path, Split.Train).Values.Select(l => l.SoftLabels).ShouldBe(lines.Select(l => l.SoftLabels));
    }

    [Fact]
    public void A_view_is_trained_on_and_what_is_asked_is_the_task_itself()
    {
        var view = new ToyTask(new ReworkedSource(_source, r => $"so {r["q"]}"));
        var answers = Answers(of: "sft", on: _task, items: 20, view: view);
        var plain = Answers(of: "sft", on: _task, items: 20);
        var (study, other) = (Run(Self(answers)), Run(Self(plain)));

        Cells<AnswersCell>(study)[0].Id.ShouldBe(Cells<AnswersCell>(other)[0].Id, "the same is asked");
        Cells<FinetuneCell>(study)[1].Training.Id.ShouldNotBe(Cells<FinetuneCell>(other)[1].Training.Id);
        var (seen, asked) = (Read(study, Split.Train, answers), Read(other, Split.Train, plain));
        seen.Select(r => (r.ItemId, r["q"], r["output"])).ShouldBe(asked.Select(r => (r.ItemId, $"so {r["q"]}", r["output"])));
        ((ITask)answers).Format(seen[0]).Prompt.ShouldBe(seen[0]["q"]);
    }

    [Fact]
    public void A_view_of_another_task_or_of_other_items_is_refused_before_anything_is_trained()
    {
        var other = new ToyTask(new ReworkedSource(_source, r => r["q"], id: i => "x" + i));
        IReadOnlyList<Problem> Problems(ITask on, ITask view) =>
            Should.Throw<InputException>(() => Self(Answers(of: "sft", on: on, items: 20, view: view)).Expand(Context)).Problems;

        Problems(_task, other).ShouldHaveSingleItem().What.ShouldBe("the view's source 'toy-source' has none of the items of 'toy-source'");
        Problems(_task, new WordTask(Scoring.Label)).ShouldContain(p => p.What.StartsWith("the view is another task"));
    }

    [Fact]
    public void A_teachers_agreement_with_its_own_is_known_from_the_second_round()
    {
        var model = TinyModels.Encoder(Path.Combine(_folder.Path, "encoder"));
        var context = Context with { Families = TinyModels.Families };
        var task = new WordTask(Scoring.Tag);
        var train = Train(batch: 8, lr: Constant(5e-3), epochs: 2, validation: 4, selectBy: LastCheckpoint);
        var study = Run(
            Study("rounds")
                .Model(model)
                .Task(task)
                .Evaluate(Langs("en es"), items: 12)
                .Stage("en", Fixed(Lang("en"), 48), train)
                .Stage("first", Fixed(Lang("es"), 24, Answers(of: "en", on: task, items: 30)), train)
                .Stage("second", Fixed(Lang("es"), 24, Answers(of: "first", on: task, items: 30)), train),
            context
        );
        var cells = Cells<FinetuneCell>(study);
        var name = RoundAgreement.Fact("first", "en", Language.Parse("es").Code);
        Folder(study, cells[2]).Read()!.Facts[name].ShouldBeInRange(0, 1);
        cells.Take(2).ShouldAllBe(c => !Folder(study, c).Read()!.Facts.ContainsKey(name));
    }

    [Fact]
    public void Agreement_is_the_share_of_words_that_are_the_same()
    {
        Dictionary<string, PredictionLine> Of(params (string Item, string Output)[] lines) =>
            lines.ToDictionary(l => l.Item, l => new PredictionLine(l.Item, "p", l.Output, [], null, 1));
        TeacherAgreement.Share(Of(("a", "NOUN VERB"), ("b", "x")), Of(("a", "NOUN ADJ"), ("b", "x"), ("c", "y"))).ShouldBe(0.75);
        TeacherAgreement.Share(Of(("a", "x")), Of(("b", "x"))).ShouldBe(double.NaN);
    }

    [Fact]
    public void What_cannot_be_asked_is_refused()
    {
        IEnumerable<string> Problems(AnswersSource answers, int count = 12) =>
            Should
                .Throw<InputException>(() => Self(answers, count).Expand(Context))
                .Problems.Select(p => $"{p.What} | {p.Where} | {p.Mend}");

        Problems(Answers(of: "sfd", on: _task))
            .ShouldHaveSingleItem()
            .ShouldBe("'sfd' is neither a stage before nor a folder | .Stage(\"self\"), Answers, of | Did you mean 'sft'?");
        Problems(Answers(of: "self", on: _task)).ShouldHaveSingleItem().ShouldContain("neither a stage before");
        Problems(Answers(of: "sft", on: _task, items: 10)).ShouldHaveSingleItem().ShouldContain("there are 10");
        Problems(Answers(of: "sft", on: _task, minConfidence: 2, minTokens: 3, maxTokens: 2)).Count().ShouldBe(2);
        Problems(Answers(of: "sft", on: new WordTask(Scoring.Tag), minConfidence: 0.5)).ShouldContain(p => p.Contains("no confidence"));
        Problems(Answers(of: "sft", on: _task, soft: 3))
            .ShouldHaveSingleItem()
            .ShouldBe(
                "the task 'toy-sums' has no labels to keep probabilities of | .Stage(\"self\"), Answers | "
                    + "Leave soft out; Distil(…) learns a teacher's distributions over tokens."
            );
        Problems(Answers(of: "sft", on: new WordTask(Scoring.Tag), soft: -1)).ShouldContain(p => p.Contains("soft is -1"));
        var evaluated = Self(Answers(of: "sft", on: _task)).Task(Answers(of: "sft", on: _task));
        Should
            .Throw<InputException>(() => evaluated.Expand(Context))
            .Problems.ShouldContain(p => p.What.Contains("where nothing is fine-tuned"));
    }

    [Fact]
    public void A_plan_and_a_verification_take_the_tasks_own_answers()
    {
        var study = Self(Answers(of: "sft", on: _task, items: 20)).Expand(Context);
        var row = study.Plan(Context, 1).Rows.Single(r => r.Kind == CellKind.Answers);
        row.Axes.ShouldBe("toy-sums in es by stage = sft");
        row.EvaluateTokens.ShouldBeGreaterThan(0);
        var check = RecipeVerification.Run(study, Context, Path.Combine(_folder.Path, "scratch"));
        check.ShouldAllBe(c => c.Passed);
    }

    [Fact]
    public void What_was_written_is_shown_and_asked_for_before()
    {
        var answers = Answers(of: "sft", on: _task, items: 20);
        var study = Self(answers);
        var request = new SourceRequest(Language.Parse("es"), Split.Train, ShownAnswers.Context(study, Context));
        Should
            .Throw<InputException>(() => ((ISource)answers).Read(request).ToList())
            .Problems[0]
            .What.ShouldBe("the answers are not written yet");
        var run = Run(study);
        var shown = ((ISource)answers).Read(request with { Context = ShownAnswers.Context(study, Context) }).Select(r => r["output"]);
        shown.ShouldBe(Read(run, Split.Train, answers).Select(r => r["output"]));
    }
}
