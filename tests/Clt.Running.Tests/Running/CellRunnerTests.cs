using System.Text.Json;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Grid;
using Clt.Recipes.Studies;
using Clt.Results.Store;
using Clt.Running.Cells;
using Clt.Running.Data;
using Clt.Running.Launching;
using Clt.Running.Pace;
using Clt.Running.Planning;
using Clt.Running.Runner;
using Clt.Running.Tests.Toys;
using Clt.Running.Training;
using static Clt.Recipe;

namespace Clt.Running.Tests.Running;

/// <summary>The real runner on a model of a few thousand weights.</summary>
public sealed class CellRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Study Tiny(ITask? task = null)
    {
        var source = new ToySource("en es", train: 60, test: 70);
        task ??= new ToyTask(source);
        return Study("tiny")
            .Tokenizer(ByteLevelBpe(vocabulary: 270, examples: 100))
            .Base(
                Pretrain(
                    Decoder(layers: 1, width: 16, heads: 2, context: 48),
                    on: Share(1, new ToyTask(source, "pairs"), Langs("en es")),
                    tokens: 1500,
                    batch: 16,
                    validation: 4
                )
            )
            .Task(task)
            .Mixture(Fixed(Lang("en"), 20) + PerLanguage(Lang("es"), 10))
            .Train(batch: 8, lr: Constant(1e-3), epochs: 2, checkpointEvery: Steps(3), validation: 5)
            .Evaluate(Langs("en es"), items: 70);
    }

    private ExpandedStudy Expand(Study study) => study.Expand(_folder.Context(new ToyMetric(), new ToyLikelihood()));

    private RunSummary Run(ExpandedStudy study, CancellationToken cancel = default, IProgress<StudyProgress>? progress = null) =>
        StudyRunner.Run(
            study,
            _folder.Context(new ToyMetric(), new ToyLikelihood()),
            new RunnerOptions(new HereLauncher(), new CellRunner()),
            progress,
            cancel
        );

    private CellFolder Cell(Cell cell) => new StudyFolder(_folder.Context().RunsFolder, "tiny").Cell(cell.Id);

    private CellFolder Training(FinetuneCell cell) => new StudyFolder(_folder.Context().RunsFolder, "tiny").Cell(cell.Training.Id);

    [Fact]
    public void A_study_goes_from_texts_to_scores()
    {
        var study = Expand(Tiny());
        var summary = Run(study);
        summary.Failures.ShouldBeEmpty();
        var cell = study.Cells.OfType<FinetuneCell>().Single();
        var result = Cell(cell).Read()!;
        result.Facts["steps"].ShouldBe(2 * 4);
        result
            .Scores.Select(s => (s.Language, s.Items.Count, s.Signature))
            .ShouldBe([("eng_Latn", 70, "exact|v:1"), ("spa_Latn", 70, "exact|v:1")]);
        result.Weights.Length.ShouldBe(64);
        File.ReadLines(Training(cell).Log).Count().ShouldBe(8);
        File.ReadLines(Training(cell).Log)
            .Select(row => JsonDocument.Parse(row).RootElement.GetProperty("mfu").GetDouble())
            .ShouldAllBe(s => s > 0);
        var events = Directory.GetFiles(Path.Combine(Training(cell).Path, "tensorboard")).ShouldHaveSingleItem();
        events.ShouldContain("tfevents");
        System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(events)).ShouldContain("speed/mfu");
        var line = JsonDocument.Parse(File.ReadLines(Cell(cell).Predictions("spa_Latn")).First()).RootElement;
        line.GetProperty("references")[0].GetString().ShouldStartWith(" ");
        Cell(study.Cells.OfType<TokenizerCell>().Single()).Read()!.Facts["bytes per token"].ShouldBeGreaterThan(0.9);
        Cell(study.Cells.OfType<BaseCell>().Single()).Read()!.Facts["tokens"].ShouldBeGreaterThanOrEqualTo(1500);
        Cell(study.Cells.OfType<ReferenceCell>().Single())
            .Read()!
            .Weights.ShouldBe(Cell(study.Cells.OfType<BaseCell>().Single()).Read()!.Weights);
        MeasuredPace.Read(_folder.Context().CacheFolder).IsMeasured.ShouldBeTrue();
    }

    [Fact]
    public void Optimiser_precision_average_and_early_stopping_are_taken_from_the_recipe()
    {
        var study = Expand(
            Tiny()
                .Train(
                    batch: 8,
                    lr: Constant(1e-3),
                    epochs: 9,
                    checkpointEvery: Steps(1),
                    validation: 5,
                    optimizer: Sgd(momentum: 0.9),
                    precision: BFloat16,
                    ema: 0.999,
                    earlyStopping: 1
                )
        );
        Run(study).Failures.ShouldBeEmpty();
        // The average of a thousand steps hardly moves, so its loss soon fails to fall, or it goes on to the end.
        var facts = Cell(study.Cells.OfType<FinetuneCell>().Single()).Read()!.Facts;
        facts["steps"].ShouldBeInRange(2, 9 * 4);
        facts["last loss"].ShouldNotBe(double.NaN);
    }

    [Fact]
    public void A_run_that_is_stopped_goes_on_and_ends_with_the_same_numbers()
    {
        var study = Expand(Tiny());
        Run(study).Failures.ShouldBeEmpty();
        var cell = study.Cells.OfType<FinetuneCell>().Single();
        var (result, predictions) = (Cell(cell).Read()!, File.ReadAllText(Cell(cell).Predictions("spa_Latn")));
        Directory.Delete(Cell(cell).Path, recursive: true);
        Directory.Delete(Training(cell).Path, recursive: true);
        foreach (var phase in new[] { "training", "evaluating eng_Latn" })
        {
            using var stop = new CancellationTokenSource();
            Run(study, stop.Token, new StopAt(phase, stop)).Interrupted.ShouldBeTrue();
        }

        // A kill while a line was being written leaves half of it.
        File.AppendAllText(Cell(cell).Predictions("eng_Latn"), "{\"item\":\"Te");
        Run(study).Failures.ShouldBeEmpty();
        var again = Cell(cell).Read()!;
        again.Weights.ShouldBe(result.Weights);
        again.Scores[0].Values.ShouldBe(result.Scores[0].Values);
        File.ReadAllText(Cell(cell).Predictions("spa_Latn")).ShouldBe(predictions);
    }

    [Fact]
    public void Other_test_items_are_measured_on_the_weights_that_are_there()
    {
        var study = Expand(Tiny());
        Run(study).Failures.ShouldBeEmpty();
        var cell = study.Cells.OfType<FinetuneCell>().Single();
        var (first, log) = (Cell(cell).Read()!, File.ReadAllText(Training(cell).Log));

        var fewer = Expand(Tiny().Evaluate(Langs("en es"), items: Axis("items", 20, 70)));
        fewer.Plan(_folder.Context(), 1).Tokens.ShouldBe(0);
        Run(fewer).Done.ShouldBe(2, "the base and the model on 20 items; on 70 they are done");
        var second = Cell(fewer.Cells.OfType<FinetuneCell>().Single(c => c.Measurement.Items == 20)).Read()!;
        File.ReadAllText(Training(cell).Log).ShouldBe(log);
        second.Weights.ShouldBe(first.Weights);
        second.Facts["last loss"].ShouldBe(first.Facts["last loss"]);
        second.Scores[0].Items.Count.ShouldBe(20);
        second.Scores[0].Values.ShouldBe(first.Scores[0].Values.Where((_, i) => second.Scores[0].Items.Contains(first.Scores[0].Items[i])));
        Cell(cell).Read()!.Checksum.ShouldBe(first.Checksum);
        File.Exists(Path.Combine(Cell(cell).Checkpoint, "model", "config.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task Cells_that_share_a_training_train_once_though_they_run_at_once()
    {
        var study = Expand(Tiny().Evaluate(Langs("en es"), items: Axis("items", 20, 30)));
        var plan = study.Plan(_folder.Context(), 2);
        plan.Rows.Count(r => r.Kind == CellKind.Finetune && r.TrainTokens > 0).ShouldBe(1);
        var folder = new StudyFolder(_folder.Context().RunsFolder, "tiny");
        var services = new CellServices(folder, _folder.Context(new ToyMetric()), 1, _ => { }, default);
        foreach (var needed in study.Cells.Where(c => c is TokenizerCell or BaseCell))
            CellExecutor.Run(needed, new CellRunner(), services);
        var cells = study.Cells.OfType<FinetuneCell>().ToList();
        await Task.WhenAll(cells.Select(c => Task.Run(() => CellExecutor.Run(c, new CellRunner(), services))));
        cells.Select(c => Cell(c).Read()!.Weights).Distinct().ShouldHaveSingleItem();
        File.ReadLines(Training(cells[0]).Log).Count().ShouldBe(8);
    }

    [Fact]
    public void Languages_that_are_watched_are_followed_along_training_and_change_no_weights()
    {
        var source = new ToySource("en es pt", train: 60, test: 5);
        var task = new ToyTask(source);
        var plain = Tiny(task).Mixture(Fixed(Lang("en"), 20) + PerLanguage(Lang("es"), 10)).Evaluate(Langs("en es"), items: 5);
        var results = new[] { plain, plain.Watch(Langs("es pt")) }
            .Select(study =>
            {
                var expanded = Expand(study);
                Run(expanded).Failures.ShouldBeEmpty();
                return Cell(expanded.Cells.OfType<FinetuneCell>().Single()).Read()!;
            })
            .ToList();
        results[0].Course!.Select(c => c.Step).ShouldBe([3, 6, 8]);
        results[0].Course!.ShouldAllBe(c => c.Losses.Keys.Order().SequenceEqual(new[] { "eng_Latn", "spa_Latn" }));
        results[1].Course![0].Losses.Keys.Order().ShouldBe(["eng_Latn", "por_Latn", "spa_Latn"]);
        results[1].Course![0].Losses["por_Latn"].ShouldBeInRange(1, 10);
        // 8 is the last step and no checkpoint's.
        results[1].Course![^1].Losses.Keys.ShouldNotContain("por_Latn");
        results[1].Weights.ShouldBe(results[0].Weights);
        results[1].Facts["validation loss"].ShouldBe(results[0].Facts["validation loss"]);
        results[1].Cell.ShouldNotBe(results[0].Cell, "the log is another");
    }

    [Fact]
    public void Log_likelihoods_are_measured_where_the_task_says_so()
    {
        var study = Expand(Tiny(new LikelihoodTask(new ToySource("en es", train: 60, test: 5))));
        Run(study).Failures.ShouldBeEmpty();
        var result = Cell(study.Cells.OfType<FinetuneCell>().Single()).Read()!;
        result.Scores[0].Value.ShouldBeLessThan(0);
        result.Scores[0].Statistics![0].Count.ShouldBe(2);
        result.Scores[0].Low.ShouldBeLessThanOrEqualTo(result.Scores[0].Value);
    }

    [Fact]
    public void Shares_are_kept_and_a_part_that_ends_starts_again()
    {
        var (a, b) = (new ToyTask(new ToySource("en", train: 3)), new ToyTask(new ToySource("es", train: 50)));
        var mixture = (Share(3, a, Lang("en")) + Share(1, b, Lang("es"))).At(Point.Origin);
        var drawn = MixtureDraw.Shared(mixture, _folder.Context().Source, 1).Take(40).ToList();
        drawn.Count(d => d.Language.Code == "eng_Latn").ShouldBe(30);
        drawn.Where(d => d.Language.Code == "eng_Latn").Select(d => d.ItemId).Distinct().Count().ShouldBe(3);
        drawn.Take(4).Count(d => d.Language.Code == "spa_Latn").ShouldBe(1);
    }

    private sealed class LikelihoodTask(ISource source) : ITask
    {
        public TaskInfo Info { get; } = new("toy-text", "Text.", new Dictionary<string, string>(), Scoring.LogLikelihood, ["likelihood"]);

        public ISource Source { get; } = source;

        public Example Format(Record record) =>
            Example.PlainText(record.ItemId, record.Language, Info.Name, $"{record["q"]} {record["a"]}");
    }

    /// <summary>Mean log-likelihood of a token.</summary>
    private sealed class ToyLikelihood : IMetric
    {
        public MetricInfo Info { get; } = new("likelihood", "likelihood|v:1", "Log-likelihood of a token.");

        public ItemScore Score(Prediction prediction) => new(double.NaN, [prediction.LogLikelihood!.Value, prediction.Tokens]);

        public double Aggregate(IReadOnlyList<ItemScore> items) => items.Sum(i => i.Statistics![0]) / items.Sum(i => i.Statistics![1]);
    }
}
