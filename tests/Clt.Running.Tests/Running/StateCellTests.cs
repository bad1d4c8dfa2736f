using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Results.Analysis;
using Clt.Results.Scores;
using Clt.Results.Statistics.Representation;
using Clt.Results.Store;
using Clt.Running.Launching;
using Clt.Running.Planning;
using Clt.Running.Reports;
using Clt.Running.Runner;
using Clt.Running.Tests.Toys;
using Clt.Running.Training;
using static Clt.Recipe;

namespace Clt.Running.Tests.Running;

/// <summary>Probes, similarity and word alignment of hidden states, from the recipe to tables, in two scripts.</summary>
public sealed class StateCellTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TwoScripts _source = new();

    private StudyContext Context => _folder.Context(new ToyMetric(), new TagShare()) with { Families = TinyModels.Families };

    private string Encoder => TinyModels.Encoder(Path.Combine(_folder.Path, "encoder"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_probe_of_each_layer_and_language_tells_parts_of_speech_by_the_states_of_any_kind_of_model()
    {
        foreach (
            var model in new[]
            {
                Encoder,
                TinyModels.Decoder(Path.Combine(_folder.Path, "decoder")),
                TinyModels.EncoderDecoder(Path.Combine(_folder.Path, "pair")),
            }
        )
        {
            foreach (var words in new[] { MeanOfTokens, FirstToken })
            {
                var results = Run(Measured(model, Probe(new SpeechTask(_source), train: 24, words: words)));
                results.Axes.Single(a => a.Name == "layer").Labels.ShouldBe(["0", "1"]);
                var sheet = results.Sheet("tags");
                foreach (var condition in sheet.Conditions)
                {
                    // Of a decoder's word the first token has not seen the others, and words share first letters.
                    var least = words == FirstToken && model.EndsWith("decoder", StringComparison.Ordinal) ? 0.5 : 0.75;
                    foreach (var language in sheet.Languages)
                        sheet.Mean(condition, [language]).Estimate.ShouldBeGreaterThan(least, model);
                }
            }
        }
    }

    [Fact]
    public void Probes_are_fitted_in_some_languages_and_tested_in_all_with_a_row_for_each_of_their_seeds()
    {
        var results = Run(
            Measured(
                Encoder,
                Probe(new SpeechTask(_source), layers: [-1, 0], from: Langs("en ru"), train: 20, seeds: 3, by: LogisticProbe())
            )
        );

        results.Runs.Count.ShouldBe(2 * 2 * 3, "layers, languages of fitting, probes");
        results.Axes.Select(a => a.Name).ShouldBe(["probe fitted in", "layer"]);
        var sheet = results.Sheet("tags");
        Condition At(string from) => sheet.Conditions.Single(c => c.Axes["probe fitted in"] == from && c.Axes["layer"] == "0");
        sheet.Mean(At("en"), ["eng_Latn"]).Estimate.ShouldBeGreaterThan(0.8);
        sheet.Mean(At("ru"), ["rus_Cyrl"]).Estimate.ShouldBeGreaterThan(0.8);
        sheet.Mean(At("en"), ["rus_Cyrl"]).Estimate.ShouldBeLessThan(0.8, "random embeddings of other words tell nothing");
        sheet.Mean(At("en"), ["rus_Cyrl"]).Covers.ShouldContain("3 probes");
        var rows = results.Rows().ToList();
        rows.Select(r => r.Probe).Distinct().ShouldBe([1, 2, 3], ignoreOrder: true);
        ResultsCsv.Text(results.Axes, rows).ShouldContain("older_code,probe");
        var table = LanguageTables.Of(results).ShouldHaveSingleItem();
        table
            .Rows.Select(r => r.Cells[0])
            .ShouldBe(
                [
                    "base, probe fitted in = en, layer = 0",
                    "base, probe fitted in = ru, layer = 0",
                    "base, probe fitted in = en, layer = 1",
                    "base, probe fitted in = ru, layer = 1",
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public void Arcs_and_pairs_of_texts_are_probed_for()
    {
        foreach (var (task, metric) in new (ITask, string)[] { (new PairsTask(_source), "tags"), (new MatchTask(_source), "exact") })
        {
            var sheet = Run(Measured(Encoder, Probe(task, train: 30))).Sheet(metric);
            foreach (var condition in sheet.Conditions)
            foreach (var language in sheet.Languages)
                sheet.Mean(condition, [language]).Estimate.ShouldBeGreaterThan(0.9, task.Info.Name);
        }
    }

    [Fact]
    public void States_are_computed_once_whatever_is_probed_for_and_stay_as_they_were()
    {
        var first = Study(Measured(Encoder, Probe(new SpeechTask(_source), train: 24)));
        var second = Study(Measured(Encoder, Probe(new PairsTask(_source), train: 24)));
        Complete(first);
        Complete(second);
        Facts(first)["states computed"].ShouldBeGreaterThan(0);
        Facts(second)["states computed"].ShouldBe(0);

        var cache = Path.Combine(Context.CacheFolder, "states");
        var cold = Cell(first).Read()!.Scores;
        foreach (var file in Directory.GetFiles(cache))
            File.Delete(file);
        Directory.Delete(Cell(first).Path, recursive: true);
        Complete(first);
        Cell(first).Read()!.Scores.Select(s => s.Value).ShouldBe(cold.Select(s => s.Value), "computed again");
    }

    [Fact]
    public void A_fine_tuned_model_is_probed_beside_the_base_it_came_from_and_trained_once()
    {
        var speech = new SpeechTask(_source);
        var study = Recipe
            .Study("states")
            .Model(Encoder)
            .Task(speech, Probe(speech, train: 24), Similarity(_source, by: [Cka(batch: 4), Retrieved()]))
            .Mixture(Fixed(Lang("en"), 24, speech))
            .Train(batch: 8, lr: Constant(1e-2), epochs: 2, selectBy: LastCheckpoint)
            .Evaluate(Langs("en ru"), items: 16)
            .Expand(Context);

        study.Cells.OfType<FinetuneCell>().Select(c => c.Training.Id).Distinct().ShouldHaveSingleItem();
        study.Plan(Context, 1).Rows.Sum(r => r.Steps).ShouldBe(6);
        Complete(study);
        var results = StoredResults.Read(study, Context);
        var probes = results.ByTask().Single(t => t.Task == "probe of speech").Results.Sheet("tags");
        var last = probes.Conditions.Single(c => !c.IsReference && c.Axes["layer"] == "1");
        var before = probes.ReferenceOf(last).ShouldNotBeNull("its base at the same layer");
        probes.Difference(last, ["eng_Latn"], before, ["eng_Latn"]).Estimate.ShouldBeInRange(-1, 1);
        var layers = ByLayer().Run(results.ByTask().Single(t => t.Task == "probe of speech").Results);
        layers.Findings.Count.ShouldBe(2, "the base, and what was made of it");
        layers.Findings[0].ToString().ShouldContain("tags is best at layer");
        var change = layers.Tables.ShouldHaveSingleItem();
        change.Rows.Select(r => r.Cells[0]).ShouldBe(["0", "1"]);
        change.Columns.Select(c => c.Name).ShouldBe(["layer", "en", "ru", "all"]);
        layers.Plots.Single().Panels.Count.ShouldBe(2);
        ByLayer()
            .Run(results.ByTask().Single(t => t.Task == "speech").Results)
            .Findings.Single()
            .Text.ShouldContain("needs scores of several layers");
        var similar = results.ByTask().Single(t => t.Task == "similarity").Results;
        similar.Headline.ShouldBe("cka");
        similar.Sheet("cka").Languages.ShouldBe(["rus_Cyrl"], "English is what it is compared with");
        results.Means.Rows.Select(r => r.Task).Distinct().ShouldBe(["speech"], "layers are no points of curves");
        var report = StudyReport.Write(study, results, new StudyFolder(Context.RunsFolder, study.Name));
        report.Html().ShouldContain("layer = 1");
        ResultSet.Read(Path.Combine(Context.RunsFolder, "states")).Runs.Count.ShouldBe(results.Runs.Count);
    }

    [Fact]
    public void Texts_beside_themselves_are_alike_in_every_measure()
    {
        // German is English here: the same words.
        var source = new TwoScripts("en de ru", test: 60);
        SimilarityMetric[] all =
        [
            Cka(batch: 10),
            Cka(CkaKernel.Rbf, debiased: false, batch: 10),
            Rsa(batch: 10),
            Retrieved(centred: true),
            Csls(),
            Euclidean(),
            Cosine(),
        ];
        var results = Run(Measured(Encoder, Similarity(source, by: all), "de ru", items: 60));
        foreach (var metric in all)
        {
            var sheet = results.Sheet(metric.Info.Name);
            foreach (var condition in sheet.Conditions)
            {
                var (same, other) = (sheet.Mean(condition, ["deu_Latn"]).Estimate, sheet.Mean(condition, ["rus_Cyrl"]).Estimate);
                // Some sentences stand there twice, and the first is found in their place.
                if (metric.Info.Name == "retrieved")
                    same.ShouldBeGreaterThan(0.5);
                else if (metric.Info.Name == "euclidean")
                    same.ShouldBe(0, 1e-3);
                else if (metric.Info.Name != "csls")
                    same.ShouldBe(1, 1e-3, metric.Info.Name);
                if (metric.Info.HigherIsBetter)
                    other.ShouldBeLessThan(same, metric.Info.Name);
                else
                    other.ShouldBeGreaterThan(same);
            }
        }
    }

    [Fact]
    public void Words_are_linked_with_themselves()
    {
        var source = new TwoScripts("en de ru");
        var task = WordAlignment(source, layers: [0], gold: "links");
        var study = Study(Measured(Encoder, task, "de ru", items: 8));
        Complete(study);
        var results = StoredResults.Read(study, Context);
        var condition = results.Sheet("alignment-f1").Conditions.Single();
        results.Sheet("alignment-f1").Mean(condition, ["deu_Latn"]).Estimate.ShouldBe(1);
        results.Sheet("linked-alike").Mean(condition, ["deu_Latn"]).Estimate.ShouldBe(1);
        results.Sheet("tag-agreement").Mean(condition, ["deu_Latn"]).Estimate.ShouldBe(1);
        results.Sheet("linked-words").Mean(condition, ["deu_Latn"]).Estimate.ShouldBe(1);
        results.Sheet("alignment-f1").Mean(condition, ["rus_Cyrl"]).Estimate.ShouldBeLessThan(0.9);
        File.ReadLines(Path.Combine(Cell(study).Path, "predictions", "layer 0", "deu_Latn.jsonl")).First().ShouldContain("\"0-0 1-1 2-2\"");
    }

    [Fact]
    public void Checkpoints_that_a_base_keeps_are_bases_of_an_axis()
    {
        var texts = new SpeechTask(_source);
        double[] kept = [0, .. LogSpaced(3, from: 0.1)];
        kept.ShouldBe([0, 0.1, 0.316, 1]);
        var study = Recipe
            .Study("states")
            .Tokenizer(ByteLevelBpe(300))
            .Base(
                Pretrain(
                    Recipe.Encoder(1, 32, 2, context: 32),
                    on: Share(1, texts, Langs("en ru")),
                    tokens: 4000,
                    batch: 8,
                    seed: 1,
                    keep: kept,
                    at: Axis("share", kept)
                )
            )
            .Task(Probe(new SpeechTask(_source), layers: [1], train: 24))
            .Evaluate(Langs("en ru"), items: 8)
            .Expand(Context);

        study.Cells.OfType<BaseCell>().ShouldHaveSingleItem();
        Complete(study);
        var results = StoredResults.Read(study, Context);
        results.Axes.Select(a => a.Name).ShouldBe(["share", "layer"]);
        results.Runs.Select(r => r.Axes["share"]).ShouldBe(["0", "0.1", "0.316", "1"]);
        results.Runs.Select(r => r.Result.Weights).Distinct().Count().ShouldBe(4);
        var trained = new StudyFolder(Context.RunsFolder, study.Name).Cell(study.Cells.OfType<BaseCell>().Single().Id);
        results.Runs[^1].Result.Weights.ShouldBe(trained.Read()!.Weights, "the last is the base at its end");
    }

    [Theory]
    [InlineData("layer", "the model has no layer 2, -3")]
    [InlineData("kept", "the checkpoint at 0.5 is not kept")]
    [InlineData("aligned", "the languages are not aligned")]
    [InlineData("pivot", "has no fra_Latn")]
    [InlineData("batches", "at least 50 are needed")]
    [InlineData("items", "the training part has 40 in")]
    [InlineData("seeds", "2 probes would be fitted on the same 40 items")]
    [InlineData("labels", "VERB")]
    [InlineData("kind", "gives no labels")]
    [InlineData("untrained", "a part names no task")]
    [InlineData("pairs", "that no model gives by itself")]
    public void What_cannot_be_measured_is_refused_before_anything_is_trained(string what, string problem)
    {
        var speech = new SpeechTask(_source);
        var study = what switch
        {
            "layer" => Measured(Encoder, Probe(speech, layers: [0, 2, -3], train: 24)),
            "kept" => Recipe
                .Study("states")
                .Tokenizer(ByteLevelBpe(300))
                .Base(Pretrain(Recipe.Encoder(1, 32, 2), on: Share(1, speech, Lang("en")), tokens: 1000, keep: [0.1, 1], at: 0.5))
                .Task(Probe(speech, train: 24))
                .Evaluate(Lang("en"), items: 8),
            "aligned" => Measured(Encoder, Similarity(new TwoScripts(aligned: false), by: [Retrieved()])),
            "pivot" => Measured(Encoder, Similarity(_source, with: "fr", by: [Retrieved()])),
            "batches" => Measured(Encoder, Similarity(_source)),
            "items" => Measured(Encoder, Probe(speech, train: 41)),
            "seeds" => Measured(Encoder, Probe(speech, train: 40, seeds: 2)),
            "labels" => Measured(Encoder, Probe(new SpeechTask(_source, "ADJ NOUN"), train: 24)),
            "kind" => Measured(Encoder, Probe(new ToyTask(new ToySource("en ru")), train: 24)),
            "untrained" => Measured(Encoder, Probe(speech, train: 24)).Mixture(Fixed(Lang("en"), 8)).Train(batch: 8, lr: Constant(1e-3)),
            "pairs" => Measured(Encoder, new PairsTask(_source)),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
        Should.Throw<InputException>(() => study.Expand(Context)).Message.ShouldContain(problem);
    }

    private static Study Measured(string model, ITask task, string languages = "en ru", int items = 16) =>
        Recipe.Study("states").Model(model).Task(task).Evaluate(Langs(languages), items: items);

    private ExpandedStudy Study(Study study) => study.Expand(Context);

    private StudyResults Run(Study study)
    {
        var expanded = Study(study);
        Complete(expanded);
        return StoredResults.Read(expanded, Context);
    }

    private void Complete(ExpandedStudy study) =>
        StudyRunner.Run(study, Context, new RunnerOptions(new HereLauncher(), new CellRunner())).Failures.ShouldBeEmpty();

    private CellFolder Cell(ExpandedStudy study) =>
        new StudyFolder(Context.RunsFolder, study.Name).Cell(study.Cells.OfType<ReferenceCell>().Single().Id);

    private IReadOnlyDictionary<string, double> Facts(ExpandedStudy study) => Cell(study).Read()!.Facts;
}
