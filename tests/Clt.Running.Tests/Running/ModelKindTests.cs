using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Grid;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Recipes.Training.Objectives;
using Clt.Results.Store;
using Clt.Running.Launching;
using Clt.Running.Planning;
using Clt.Running.Reports;
using Clt.Running.Runner;
using Clt.Running.Tests.Toys;
using Clt.Running.Training;
using static Clt.Plugins.Training.Objectives.ObjectiveWords;
using static Clt.Recipe;

namespace Clt.Running.Tests.Running;

/// <summary>Encoders and encoder-decoders as bases of studies, by the whole way from the recipe to scores.</summary>
public sealed class ModelKindTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private StudyContext Context => _folder.Context(new ToyMetric(), new TagShare(), new Likely()) with { Families = TinyModels.Families };

    private string Encoder => TinyModels.Encoder(Path.Combine(_folder.Path, "encoder"));

    private string Dropping => TinyModels.Encoder(Path.Combine(_folder.Path, "dropping"), dropout: 0.1);

    private string EncoderDecoder => TinyModels.EncoderDecoder(Path.Combine(_folder.Path, "pair"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_encoder_learns_labels_and_gives_them_in_a_language_that_it_was_not_trained_on()
    {
        var cell = Run(Words(Encoder, new WordTask(Scoring.Label)));

        var result = cell.Read()!;
        result.Scores.ShouldHaveSingleItem().Value.ShouldBeGreaterThan(0.9);
        File.ReadAllText(Path.Combine(cell.Checkpoint, "model", "config.json")).ShouldContain("XLMRobertaForSequenceClassification");
        var line = File.ReadLines(cell.Predictions("spa_Latn")).First();
        line.ShouldContain("\"output\":\"");
        result.Facts["evaluation tokens per second"].ShouldBeGreaterThan(0);
    }

    [Fact]
    public void An_encoder_tags_words()
    {
        var cell = Run(Words(Encoder, new WordTask(Scoring.Tag, metric: "tags")));

        cell.Read()!.Scores.ShouldHaveSingleItem().Value.ShouldBeGreaterThan(0.9);
        File.ReadAllText(Path.Combine(cell.Checkpoint, "model", "config.json")).ShouldContain("XLMRobertaForTokenClassification");
    }

    [Fact]
    public void A_study_may_compare_with_random_weights_measure_untrained_and_fail_on_a_gate()
    {
        var (part, weights) = (Axis("part", "labels", "untrained"), Axis("start", "trained", "random"));
        var labels = part.Select(p => p == "labels");
        var (label, find) = (new WordTask(Scoring.Label), new WordTask(Scoring.Retrieve));
        var study = Words(Encoder, label)
            .Task(labels.Select(l => l ? label : find))
            .Mixture(labels.Select(l => l ? Fixed(Lang("en"), 48) : Untrained))
            .Reinitialise(weights.Select(w => w == "random" ? "*" : ""))
            .Report(
                Gates(
                    Above("above nothing", Scored(Langs("es"), at: [("part", "labels"), ("start", "trained")]), -1),
                    Above("above everything", Scored(Langs("es"), at: [("part", "labels"), ("start", "random")]), 1)
                )
            )
            .Expand(Context);

        study.Cells.OfType<FinetuneCell>().Count().ShouldBe(2);
        study.Cells.OfType<ReferenceCell>().Count().ShouldBe(1, "what is not trained is measured as it is");
        var first = StudyRunner.Run(study, Context, new RunnerOptions(new HereLauncher(), new CellRunner())).Reported(study, Context);
        (first.ExitCode, first.Unmet.ShouldHaveSingleItem()).ShouldBe((1, "above everything"));
        var again = StudyRunner.Run(study, Context, new RunnerOptions(new HereLauncher(), new CellRunner())).Reported(study, Context);
        (again.Done, again.ExitCode).ShouldBe((0, 1), "nothing is run, and the gate does still not hold");
    }

    [Fact]
    public void Tags_may_be_given_together_by_a_random_field()
    {
        var cell = Run(Words(Encoder, new WordTask(Scoring.Tag, metric: "tags")).Objective(RandomField()));

        cell.Read()!.Scores.ShouldHaveSingleItem().Value.ShouldBeGreaterThan(0.9);
        File.ReadAllText(Path.Combine(cell.Checkpoint, "model", "config.json")).ShouldContain("\"crf\": true");
    }

    [Fact]
    public void An_encoder_finds_the_heads_of_words_and_their_relations()
    {
        var cell = Run(Words(Encoder, new WordTask(Scoring.Parse), epochs: 12));

        cell.Read()!.Scores.ShouldHaveSingleItem().Value.ShouldBeGreaterThan(0.8);
        File.ReadAllText(Path.Combine(cell.Checkpoint, "model", "config.json")).ShouldContain("XLMRobertaForDependencyParsing");
        File.ReadLines(cell.Predictions("spa_Latn")).First().ShouldContain("_\\t0\\t");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_label_and_tags_are_learnt_together(bool chained)
    {
        var study = Words(Encoder, new WordTask(Scoring.Joint));
        var cell = Run(chained ? study.Objective(RandomField()) : study);

        cell.Read()!.Scores.ShouldHaveSingleItem().Value.ShouldBeGreaterThan(0.8);
        var config = File.ReadAllText(Path.Combine(cell.Checkpoint, "model", "config.json"));
        config.ShouldContain("XLMRobertaForJointClassification");
        config.ShouldContain("token_labels");
    }

    [Fact]
    public void Translations_are_drawn_together_by_contrast_or_by_their_difference()
    {
        var losses = new List<double>();
        foreach (var objective in new[] { Contrast(temperature: 1, group: 4), SquaredDifference() })
        {
            var facts = Run(Words(Encoder, new WordTask(Scoring.Retrieve), epochs: 1).Objective(objective)).Read()!.Facts;
            losses.Add(facts["first loss"]);
        }

        // Four texts at temperature 1 cannot be told apart better than by e / (e + 3 / e); a text and itself do not differ.
        losses[0].ShouldBeInRange(0.3, Math.Log(4) + 0.2);
        losses[1].ShouldBe(0);
    }

    [Fact]
    public void States_of_an_encoder_drop_out_where_it_is_asked_for_and_R_Drop_draws_two_passes_together()
    {
        var (task, weights) = (new WordTask(Scoring.Label), new List<string>());
        PlanRow Row(Choice<IObjectiveSpec> objective) =>
            Words(Dropping, task).Objective(objective).Expand(Context).Plan(Context, 1).Rows.Single(r => r.Kind == CellKind.Finetune);
        Row(RDrop()).TrainFlops.ShouldBe(2 * Row(CrossEntropy()).TrainFlops, "two passes");
        foreach (var objective in new[] { CrossEntropy(), CrossEntropy(dropout: true), RDrop(), RDrop(alpha: 5) })
        {
            var cell = Run(Words(Dropping, task).Objective(objective));
            cell.Read()!.Scores.Single().Value.ShouldBeGreaterThan(0.9);
            weights.Add(cell.Read()!.Weights);
        }

        weights.Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public void Dropout_is_refused_where_nothing_drops_out()
    {
        var (label, written) = (new WordTask(Scoring.Label), new WordTask(Scoring.Generate));
        var decoder = TinyModels.Decoder(Path.Combine(_folder.Path, "decoder"));
        Refused(Words(Encoder, label).Objective(RDrop())).ShouldContain("nothing drops out of this encoder");
        Refused(Words(Dropping, label).Objective(RDrop(alpha: -1))).ShouldContain("alpha is -1");
        Refused(Words(Dropping, new WordTask(Scoring.Retrieve)).Objective(CrossEntropy(dropout: true)))
            .ShouldContain("is for labels of texts and tags");
        Refused(Words(Dropping, label).Objective(CrossEntropy(labelSmoothing: 0.1, dropout: true)))
            .ShouldContain("neither smoothed, weighted");
        Refused(Words(decoder, written).Objective(RDrop())).ShouldContain("both passes of R-Drop are one");
        Refused(Words(decoder, written).Objective(CrossEntropy(dropout: true))).ShouldContain("has no dropout of its own");
        Refused(Words(EncoderDecoder, written).Objective(RDrop())).ShouldContain("has no dropout of its own");
        Refused(Words(decoder, written).Objective(Ewc(1, Fixed(Lang("en"), 8), RDrop()))).ShouldContain("nothing drops out beside EWC");
    }

    [Fact]
    public void A_decoders_adapter_learns_by_R_Drop()
    {
        var decoder = TinyModels.Decoder(Path.Combine(_folder.Path, "decoder"));
        var study = Words(decoder, new WordTask(Scoring.Generate), epochs: 1).Adapter(Lora(rank: 2, dropout: 0.3));
        var (plain, both) = (Run(study).Read()!, Run(study.Objective(RDrop())).Read()!);
        both.Weights.ShouldNotBe(plain.Weights);
        both.Facts["first loss"].ShouldBe(2 * plain.Facts["first loss"], 0.2 * plain.Facts["first loss"]);
    }

    [Fact]
    public void Objectives_of_encoders_are_refused_elsewhere()
    {
        var (tags, found) = (new WordTask(Scoring.Tag, metric: "tags"), new WordTask(Scoring.Retrieve));
        Refused(Words(Encoder, found).Objective(RandomField())).ShouldContain("is for encoders and tags of words");
        Refused(Words(Encoder, tags).Objective(Contrast())).ShouldContain("is for encoders and translations");
        Refused(Words(EncoderDecoder, new WordTask(Scoring.Generate)).Objective(RandomField())).ShouldContain("is for encoders");
        Refused(Words(Encoder, tags).Objective(CrossEntropy(labelSmoothing: 0.1))).ShouldContain("is no decoder");
        Refused(Words(Encoder, found).Objective(Contrast(temperature: 0, group: 1))).ShouldContain("the temperature is 0");
    }

    [Fact]
    public void An_encoder_without_the_tasks_head_has_no_reference_and_one_with_it_has()
    {
        var labels = new WordTask(Scoring.Label);
        Words(Encoder, labels).Expand(Context).Cells.OfType<ReferenceCell>().ShouldBeEmpty();
        var trained = Path.Combine(Run(Words(Encoder, labels)).Checkpoint, "model");

        var measured = Study("measured").Model(trained).Task(labels).Evaluate(Lang("es"), items: 12).Expand(Context);
        Complete(measured);

        var score = new StudyFolder(Context.RunsFolder, "measured").Cell(measured.Cells.Single().Id).Read()!.Scores.Single();
        score.Value.ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void An_encoder_finds_translations_before_and_after_it_is_trained()
    {
        var study = Words(Encoder, new WordTask(Scoring.Retrieve)).Expand(Context);
        Complete(study);

        foreach (var cell in study.Cells)
        {
            // A text is its own translation here.
            Cell(cell).Read()!.Scores.Single().Value.ShouldBe(1);
        }

        Cell(study.Cells.OfType<FinetuneCell>().Single()).Read()!.Facts["last loss"].ShouldBeLessThan(0.7);
    }

    [Fact]
    public void An_encoder_decoder_learns_a_task_of_texts()
    {
        var cell = Run(Words(EncoderDecoder, new WordTask(Scoring.Generate), epochs: 12));

        cell.Read()!.Scores.ShouldHaveSingleItem().Value.ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void An_adapter_is_trained_on_an_encoder_decoder()
    {
        var cell = Run(Words(EncoderDecoder, new WordTask(Scoring.Generate), epochs: 1).Adapter(Lora(rank: 2)));
        File.Exists(Path.Combine(cell.Checkpoint, "model", "adapter_model.safetensors")).ShouldBeTrue();
        cell.Read()!.Facts["trained parameters"].ShouldBeLessThan(cell.Read()!.Facts["parameters"]);
    }

    [Fact]
    public void An_encoder_decoder_measures_how_likely_answers_are()
    {
        var study = Words(EncoderDecoder, new WordTask(Scoring.LogLikelihood, metric: "likely")).Expand(Context);
        Complete(study);

        var trained = Cell(study.Cells.OfType<FinetuneCell>().Single()).Read()!.Scores.Single().Value;
        trained.ShouldBeInRange(-3, 0);
        trained.ShouldBeGreaterThan(Cell(study.Cells.OfType<ReferenceCell>().Single()).Read()!.Scores.Single().Value);
    }

    [Fact]
    public void A_tagger_that_is_stopped_goes_on_and_ends_with_the_same_numbers()
    {
        var study = Words(Encoder, new WordTask(Scoring.Tag, metric: "tags")).Expand(Context);
        Complete(study);
        var cell = study.Cells.OfType<FinetuneCell>().Single();
        var (result, predictions) = (Cell(cell).Read()!, File.ReadAllText(Cell(cell).Predictions("spa_Latn")));
        Directory.Delete(new StudyFolder(Context.RunsFolder, study.Name).Path, recursive: true);

        foreach (var phase in new[] { "training", "evaluating spa_Latn" })
        {
            using var stop = new CancellationTokenSource();
            StudyRunner.Run(study, Context, Options, new StopAt(phase, stop), stop.Token).Interrupted.ShouldBeTrue();
        }

        Complete(study);
        Cell(cell).Read()!.Weights.ShouldBe(result.Weights);
        File.ReadAllText(Cell(cell).Predictions("spa_Latn")).ShouldBe(predictions);
    }

    [Fact]
    public void Plans_count_an_encoders_work_and_weights()
    {
        var plan = Words(Encoder, new WordTask(Scoring.Label)).Expand(Context).Plan(Context, 1);

        var row = plan.Rows.ShouldHaveSingleItem();
        row.Steps.ShouldBe(48 / 8 * 6);
        row.Parameters.ShouldBeGreaterThan(300 * 32);
        // Three words of about five letters; tags are no tokens.
        row.TrainTokens.ShouldBe(
            Words(Encoder, new WordTask(Scoring.Tag, metric: "tags")).Expand(Context).Plan(Context, 1).Rows.Single().TrainTokens
        );
        plan.MemoryBytes.ShouldBeGreaterThan(200 << 20);
    }

    [Theory]
    [InlineData(Scoring.Label, "its answers are labels of texts, but the model 'llama' writes texts")]
    [InlineData(Scoring.Tag, "its answers are tags of words, but the model 'llama' writes texts")]
    [InlineData(Scoring.Retrieve, "its answers are texts that are found")]
    public void A_decoder_is_refused_for_tasks_of_encoders(Scoring scoring, string what)
    {
        var study = Words(TinyModels.Decoder(Path.Combine(_folder.Path, "decoder")), new WordTask(scoring));

        var problem = Should.Throw<InputException>(() => study.Expand(Context)).Problems.ShouldHaveSingleItem();

        problem.What.ShouldContain(what);
        problem.Mend.ShouldContain("Start from an encoder");
    }

    [Fact]
    public void An_encoder_is_refused_for_texts_for_other_labels_and_where_nothing_gives_it_a_head()
    {
        var label = new WordTask(Scoring.Label);
        Refused(Words(Encoder, new WordTask(Scoring.Generate))).ShouldContain("answers are written texts");
        Refused(Words(Encoder, label).Mixture(Fixed(Lang("en"), 8) + Fixed(Lang("en"), 8, new WordTask(Scoring.Tag))))
            .ShouldContain("whose labels are others");
        Refused(Study("measured").Model(Encoder).Task(label).Evaluate(Lang("es"))).ShouldContain("no head with the task's labels");
        Refused(Words(Encoder, new WordTask(Scoring.Label, labels: ""))).ShouldContain("names none");
        Refused(Words(Encoder, new WordTask(Scoring.Parse, labels: "animal colours")))
            .ShouldContain("'colour' is none of the task's 2 labels");
    }

    [Fact]
    public void A_gold_label_that_the_task_does_not_name_is_found_before_anything_runs()
    {
        var problem = Refused(Words(Encoder, new WordTask(Scoring.Tag, labels: "animals colour")));

        problem.ShouldContain("'animal' is none of the task's 2 labels");
        problem.ShouldContain("animals");
    }

    private string Refused(Study study) => Should.Throw<InputException>(() => study.Expand(Context)).Message;

    private static Study Words(string model, WordTask task, int epochs = 6) =>
        Study("words")
            .Model(model)
            .Task(task)
            .Mixture(Fixed(Lang("en"), 48))
            .Train(batch: 8, lr: Constant(1e-2), epochs: epochs, checkpointEvery: Steps(5), selectBy: LastCheckpoint)
            .Evaluate(Lang("es"), items: 12);

    private static RunnerOptions Options => new(new HereLauncher(), new CellRunner());

    private CellFolder Run(Study study)
    {
        var expanded = study.Expand(Context);
        Complete(expanded);
        return Cell(expanded.Cells.OfType<FinetuneCell>().Single());
    }

    private void Complete(ExpandedStudy study) => StudyRunner.Run(study, Context, Options).Failures.ShouldBeEmpty();

    private CellFolder Cell(Cell cell) => new StudyFolder(Context.RunsFolder, "words").Cell(cell.Id);

    /// <summary>Share of right tags.</summary>
    private sealed class TagShare : MeanMetric
    {
        public override MetricInfo Info { get; } = new("tags", "tags|v:1", "Share of right tags.");

        public override ItemScore Score(Prediction prediction)
        {
            var (gold, given) = (prediction.References[0].Split(' '), prediction.Output.Split(' '));
            given.Length.ShouldBe(gold.Length);
            return new ItemScore(gold.Zip(given).Average(p => p.First == p.Second ? 1.0 : 0));
        }
    }

    /// <summary>Log-likelihood of an answer.</summary>
    private sealed class Likely : MeanMetric
    {
        public override MetricInfo Info { get; } = new("likely", "likely|v:1", "Log-likelihood.");

        public override ItemScore Score(Prediction prediction) => new(prediction.LogLikelihood!.Value);
    }

    private sealed class StopAt(string phase, CancellationTokenSource stop) : IProgress<StudyProgress>
    {
        public void Report(StudyProgress value)
        {
            if (value.Running.Any(r => r.Report.Phase == phase))
                stop.Cancel();
        }
    }
}
