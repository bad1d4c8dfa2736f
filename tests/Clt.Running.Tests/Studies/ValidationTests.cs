using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Studies;
using Clt.Results.Store;
using Clt.Running.Launching;
using Clt.Running.Planning;
using Clt.Running.Reports;
using Clt.Running.Runner;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Studies;

public sealed class ValidationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<Problem> Problems(Study study) => Should.Throw<InputException>(() => study.Expand(_folder.Context())).Problems;

    [Fact]
    public void Everything_that_is_missing_is_listed_at_once()
    {
        var problems = Problems(Study("../x").Seeds(1, 1, 2));
        problems
            .Select(p => p.What)
            .ShouldBe([
                "'../x' cannot be a folder",
                "there is no task",
                "there is no base",
                "nothing is evaluated",
                "the seed 1 stands there 2 times",
            ]);
    }

    [Fact]
    public void A_mixture_needs_training_settings_and_they_a_mixture()
    {
        var both = ToyStudy.Quick();
        Problems(both.WithoutTrain()).ShouldHaveSingleItem().What.ShouldBe("there are no training settings");
        Problems(both.WithoutMixture()).ShouldHaveSingleItem().What.ShouldBe("there is no mixture");
    }

    [Fact]
    public void Without_both_the_base_is_measured_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var context = folder.Context();
        var study = ToyStudy.Quick(answers: Axis("answer", "result")).WithoutTrain().WithoutMixture().Expand(context);
        study.Points.ShouldHaveSingleItem().Cell.Kind.ShouldBe(CellKind.Reference);
        study.Plan(context, 2).Rows.ShouldNotContain(r => r.Kind == CellKind.Finetune);
        var summary = StudyRunner.Run(study, context, new RunnerOptions(new HereLauncher(), new FakeCellRunner())).Reported(study, context);
        summary.ExitCode.ShouldBe(0);
        File.ReadAllText(summary.Report).ShouldNotContain("models fine-tuned");
    }

    [Fact]
    public void Impossible_optimisers_averages_and_patience_are_listed_at_once()
    {
        var study = ToyStudy
            .Quick(n: Axis("examples", 50), answers: Axis("answer", "result"))
            .Train(
                32,
                Constant(1e-3),
                selectBy: LastCheckpoint,
                validation: 0,
                optimizer: AdamW(beta1: 1, epsilon: 0),
                ema: 1,
                earlyStopping: 3
            );
        Problems(study)
            .Select(p => p.What)
            .ShouldBe([
                "training settings, beta 1: it is 1",
                "training settings, epsilon: it is 0",
                "ema is 1",
                "early stopping needs a validation loss, but no example is held out",
            ]);
    }

    [Fact]
    public void No_seed_is_an_error() => Problems(ToyStudy.Quick().Seeds([])).ShouldHaveSingleItem().What.ShouldBe("there is no seed");

    [Fact]
    public void An_empty_mixture_is_an_error_with_its_point()
    {
        var n = Axis("examples", 0, 50);
        var problem = Problems(ToyStudy.Quick(answers: Axis("answer", "result")).Mixture(PerLanguage(ToyStudy.Seen, n)))
            .ShouldHaveSingleItem();
        problem.What.ShouldBe("the mixture is empty");
        problem.Where.ShouldBe(".Mixture (answer = result, examples = 0)");
    }

    [Fact]
    public void Languages_that_a_source_lacks_are_each_named()
    {
        var problems = Problems(
            ToyStudy.Quick(answers: Axis("answer", "result"), n: Axis("examples", 5)).Evaluate(Langs("en ko sw"), items: 5)
        );
        problems
            .Select(p => p.What)
            .ShouldBe([
                "the source 'toy-source' of the task 'toy-sums' has no kor_Hang",
                "the source 'toy-source' of the task 'toy-sums' has no swa_Latn",
            ]);
        problems[0].Mend.ShouldContain("jpn_Jpan");
    }

    [Fact]
    public void More_examples_than_there_are_is_an_error_for_each_language()
    {
        var problems = Problems(ToyStudy.Quick(new ToySource(train: 120), n: Axis("examples", 0, 500), answers: Axis("answer", "result")));
        problems.Count.ShouldBe(2);
        problems[0].What.ShouldBe("500 examples of 'toy-sums' in spa_Latn are asked for, but there are 120");
        problems[0].Mend.ShouldBe("Ask for at most 120, or take what there is with --allow-short.");
    }

    [Fact]
    public void Metrics_of_the_recipe_are_measured_after_the_tasks_and_two_of_one_name_are_refused()
    {
        var study = ToyStudy.Quick().Metrics(new ToyMetric("own"));
        var cell = (FinetuneCell)study.Expand(_folder.Context()).Points[^1].Cell;
        cell.Measurement.Metrics.Select(m => m.Info.Name).ShouldBe(["exact", "own"]);
        cell.Yaml.ShouldContain("own|v:1");
        var own = (FinetuneCell)study.Metrics(new ToyMetric("exact", "2")).Expand(_folder.Context()).Points[^1].Cell;
        own.Measurement.Metrics.Select(m => m.Info.Signature).ShouldBe(["exact|v:2", "own|v:1"], "the recipe's own goes before a plugin's");
        Problems(study.Metrics(new ToyMetric("own", "2"))).ShouldHaveSingleItem().What.ShouldContain("2 metrics are named 'own'");
    }

    [Fact]
    public void Metrics_that_an_axis_chooses_are_measured_at_their_values_alone()
    {
        var kind = Axis("kind", "plain", "own");
        var study = ToyStudy.Quick().Metrics(kind.Select<IReadOnlyList<IMetric>>(k => k == "own" ? [new ToyMetric("own")] : []));
        var cells = study.Expand(_folder.Context()).Points.Select(p => p.Cell).OfType<FinetuneCell>().ToList();
        cells
            .Select(c => string.Join(' ', c.Measurement.Metrics.Select(m => m.Info.Name)))
            .Distinct()
            .ShouldBe(["exact", "exact own"], ignoreOrder: true);
        Problems(study.Metrics(new ToyMetric("own", "2"))).ShouldHaveSingleItem().What.ShouldContain("2 metrics are named 'own'");
    }

    [Fact]
    public void An_unknown_metric_is_named_with_the_closest()
    {
        var problem = Problems(ToyStudy.Quick().Evaluate(ToyStudy.English, 5, metrics: ["exakt"])).First();
        problem.What.ShouldBe("no plugin gives the metric 'exakt'");
        problem.Mend.ShouldBe("Did you mean 'exact'?");
    }

    [Fact]
    public void Two_axes_of_one_name_are_an_error() =>
        Problems(ToyStudy.Quick(n: Axis("answer", 0, 50)))[0].What.ShouldBe("2 axes have this name");

    [Fact]
    public void An_axis_may_not_be_called_like_a_column() =>
        Problems(ToyStudy.Quick(n: Axis("seed", 0, 50)))[0].Where.ShouldBe("axis 'seed'");

    [Fact]
    public void Numbers_out_of_range_are_listed_together()
    {
        var study = ToyStudy
            .Quick(answers: Axis("answer", "result"), n: Axis("examples", 5))
            .Train(batch: 0, lr: Constant(-1, warmup: -1), epochs: 0, checkpointEvery: Steps(0), weightDecay: 2, clip: 0, validation: 0)
            .Evaluate(ToyStudy.English, items: 0);
        Problems(study).Count.ShouldBe(9);
    }

    [Fact]
    public void A_model_whose_heads_do_not_fit_is_an_error()
    {
        var source = new ToySource();
        var study = ToyStudy
            .Quick(source)
            .Base(
                Pretrain(
                    Decoder(layers: 0, width: 36, heads: 5, keyValueHeads: 2),
                    Share(1, new ToyTask(source), ToyStudy.English),
                    tokens: 0
                )
            );
        var whats = Problems(study).Select(p => p.What).Distinct().ToList();
        whats.ShouldContain("layers is 0");
        whats.ShouldContain("tokens is 0");
        whats.ShouldContain("a width of 36 does not give 5 heads of an even size");
        whats.ShouldContain("2 key-value heads do not divide 5 heads");
    }

    [Fact]
    public void A_base_that_is_trained_needs_a_tokenizer_and_a_folder_must_not_have_one()
    {
        var source = new ToySource();
        Problems(
                Study("x")
                    .Base(ToyStudy.Base(source))
                    .Task(new ToyTask(source))
                    .Mixture(Fixed(ToyStudy.English, 5))
                    .Train(8, Constant(1e-3))
                    .Evaluate(ToyStudy.English, 5)
            )
            .ShouldHaveSingleItem()
            .What.ShouldContain("no tokenizer");
        Problems(ToyStudy.Quick(source).Model("nowhere")).ShouldContain(p => p.What.Contains("which has its own tokenizer"));
    }

    [Fact]
    public void A_model_folder_that_lacks_files_is_an_error_for_each()
    {
        var source = new ToySource();
        var study = Study("x")
            .Model(_folder.Path)
            .Task(new ToyTask(source))
            .Mixture(Fixed(ToyStudy.English, 5))
            .Train(8, Constant(1e-3))
            .Evaluate(ToyStudy.English, 5);
        Problems(study)
            .Select(p => p.What)
            .ShouldBe([
                "the folder has no config.json",
                "the folder has no tokenizer.json, nor another tokenizer that is known",
                "the folder has no *.safetensors",
            ]);
        Problems(study.Model("nowhere")).ShouldHaveSingleItem().What.ShouldBe("there is no such folder");
    }

    [Fact]
    public void Shares_and_counts_do_not_mix()
    {
        var task = new ToyTask(new ToySource());
        var problems = Problems(ToyStudy.Quick().Mixture(Share(1, task, ToyStudy.English) + Fixed(ToyStudy.English, 5)));
        problems.ShouldContain(p => p.What == "parts by share stand beside parts by count");
    }
}
