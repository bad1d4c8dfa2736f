using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Grid;
using Clt.Recipes.Identity;
using Clt.Recipes.Models;
using Clt.Recipes.Studies;
using Clt.Results.Store;
using Clt.Running.Launching;
using Clt.Running.Planning;
using Clt.Running.Runner;
using Clt.Running.Tests.Toys;
using Clt.Running.Training;
using static Clt.Recipe;

namespace Clt.Running.Tests.Running;

/// <summary>Encoders and encoder-decoders that a study trains from nothing, and what it then makes of them.</summary>
public sealed class PretrainedKindTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private StudyContext Context => _folder.Context(new ToyMetric()) with { Families = TinyModels.Families };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_encoder_learns_hidden_tokens_and_then_labels()
    {
        var study = Words(Encoder(layers: 1, width: 32, heads: 2, context: 32), new WordTask(Scoring.Label)).Expand(Context);
        study.Cells.OfType<ReferenceCell>().ShouldBeEmpty();

        Complete(study);

        var trained = Cell(study.Cells.OfType<BaseCell>().Single());
        var facts = trained.Read()!.Facts;
        facts["last loss"].ShouldBeLessThan(0.9 * facts["first loss"]);
        facts["validation loss"].ShouldBeGreaterThan(0);
        facts["target tokens"].ShouldBeLessThan(0.5 * facts["tokens"]);
        File.ReadAllText(Path.Combine(trained.Checkpoint, "model", "config.json")).ShouldContain("EsmForMaskedLM");
        Cell(study.Cells.OfType<FinetuneCell>().Single()).Read()!.Scores.Single().Value.ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public void An_encoder_decoder_learns_to_mend_texts_and_then_a_task_of_texts()
    {
        var study = Words(Seq2Seq(layers: 1, width: 32, heads: 2, context: 32), new WordTask(Scoring.Generate)).Expand(Context);

        Complete(study);

        var trained = Cell(study.Cells.OfType<BaseCell>().Single());
        var facts = trained.Read()!.Facts;
        facts["last loss"].ShouldBeLessThan(0.9 * facts["first loss"]);
        File.ReadAllText(Path.Combine(trained.Checkpoint, "model", "config.json")).ShouldContain("MBartForConditionalGeneration");
        Cell(study.Cells.OfType<ReferenceCell>().Single()).Read()!.Scores.Single().Value.ShouldBe(0);
        Cell(study.Cells.OfType<FinetuneCell>().Single()).Read()!.Scores.Single().Value.ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public void Pre_training_that_is_stopped_goes_on_and_ends_with_the_same_weights()
    {
        var study = Words(Encoder(layers: 1, width: 32, heads: 2, context: 32), new WordTask(Scoring.Label)).Expand(Context);
        var trained = study.Cells.OfType<BaseCell>().Single();
        Complete(study);
        var weights = Cell(trained).Read()!.Weights;
        Directory.Delete(new StudyFolder(Context.RunsFolder, study.Name).Path, recursive: true);

        using var stop = new CancellationTokenSource();
        StudyRunner.Run(study, Context, Options, new StopAt("training", stop), stop.Token).Interrupted.ShouldBeTrue();
        Cell(trained).Read().ShouldBeNull();
        Complete(study);

        Cell(trained).Read()!.Weights.ShouldBe(weights);
    }

    [Fact]
    public void An_encoder_of_berts_shape_with_whole_words_and_a_unigram_tokenizer_learns_too()
    {
        var shape = Encoder(
            layers: 1,
            width: 32,
            heads: 2,
            context: 32,
            norms: PostNorm,
            masking: Masks(0.2, mask: 0.8, random: 0.1, wholeWords: true)
        );
        var study = Words(shape, new WordTask(Scoring.Label), Unigram(vocabulary: 60, examples: 100)).Expand(Context);

        Complete(study);

        var trained = Cell(study.Cells.OfType<BaseCell>().Single());
        var facts = trained.Read()!.Facts;
        facts["last loss"].ShouldBeLessThan(0.9 * facts["first loss"]);
        File.ReadAllText(Path.Combine(trained.Checkpoint, "model", "config.json")).ShouldContain("BertForMaskedLM");
        File.ReadAllText(Path.Combine(trained.Checkpoint, "model", "tokenizer.json")).ShouldContain("Unigram");
    }

    [Fact]
    public void Everything_that_an_encoder_is_asked_for_is_in_its_name()
    {
        Choice<IModelSpec> Shape(
            NormPlacement norms = PreNorm,
            EncoderPositions positions = LearnedPositions,
            Choice<MaskingSpec>? masks = null,
            bool scaled = true,
            double embedding = 4
        ) =>
            Encoder(
                layers: 1,
                width: 32,
                heads: 2,
                norms: norms,
                positions: positions,
                masking: masks,
                scaledResiduals: scaled,
                embeddingScale: embedding
            );
        string Name(Choice<IModelSpec> shape, Choice<TokenizerSpec>? tokenizer = null) =>
            Words(shape, new WordTask(Scoring.Label), tokenizer).Expand(Context).Cells.OfType<BaseCell>().Single().Id;

        string[] names =
        [
            Name(Shape()),
            Name(Shape(norms: PostNorm)),
            Name(Shape(positions: RotaryPositions)),
            Name(Shape(masks: Masks(0.2))),
            Name(Shape(masks: Masks(0.3, mask: 0.8))),
            Name(Shape(masks: Masks(0.3, random: 0.1))),
            Name(Shape(masks: Masks(0.3, wholeWords: true))),
            Name(Shape(scaled: false)),
            Name(Shape(embedding: 1)),
            Name(Shape(), Unigram(vocabulary: 300)),
            Name(Shape(), Unigram(vocabulary: 300, coverage: 0.9)),
        ];
        names.ShouldBeUnique();
        Name(Shape(masks: Masks(0.3))).ShouldBe(names[0]);
        Words(Shape(), new WordTask(Scoring.Label))
            .Expand(Context)
            .Cells.OfType<BaseCell>()
            .Single()
            .Yaml.ShouldContain("packing: \"LanguageRows\"");
        Words(Seq2Seq(layers: 1, width: 32, heads: 2), new WordTask(Scoring.Generate))
            .Expand(Context)
            .Cells.OfType<BaseCell>()
            .Single()
            .Yaml.ShouldContain("packing: \"None\"");
    }

    [Fact]
    public void How_texts_are_spoilt_and_codes_of_languages_are_in_the_names_where_they_are_asked_for()
    {
        Choice<IModelSpec> Shape(Choice<TextNoise>? noise = null) => Seq2Seq(layers: 1, width: 32, heads: 2, noise: noise);
        ExpandedStudy Expanded(Choice<IModelSpec> shape, Choice<TokenizerSpec>? tokenizer = null) =>
            Words(shape, new WordTask(Scoring.Generate), tokenizer).Expand(Context);
        string Name(Choice<IModelSpec> shape, Choice<TokenizerSpec>? tokenizer = null) =>
            Expanded(shape, tokenizer).Cells.OfType<BaseCell>().Single().Id;
        var codes = Unigram(vocabulary: 300, languages: Langs("en pt pt-BR"));

        string[] names =
        [
            Name(Shape()),
            Name(Shape(Spans(0.3))),
            Name(Shape(Spans(meanLength: 2))),
            Name(Shape(Spans(permute: false))),
            Name(Shape(), Unigram(vocabulary: 300)),
            Name(Shape(), codes),
        ];
        names.ShouldBeUnique();
        Name(Shape(Spans())).ShouldBe(names[0]);
        var yaml = Expanded(Shape(), codes).Cells.OfType<TokenizerCell>().Single().Yaml;
        yaml.ShouldContain("language codes:\n  - \"en_XX\"\n  - \"pt_XX\"\n");
        Refused(Words(Shape(Spans(2, meanLength: 0)), new WordTask(Scoring.Generate)), Context)
            .ShouldBe(["the ratio is 2", "the mean length is 0"]);
        Refused(Words(Shape(), new WordTask(Scoring.Generate), ByteLevelBpe(300, languages: Langs("sr-Latn"))), Context)
            .Single()
            .ShouldContain("no language code stands for srp_Latn");
    }

    [Fact]
    public void Settings_that_no_encoder_has_are_refused()
    {
        var label = new WordTask(Scoring.Label);
        Refused(Words(Encoder(layers: 1, width: 32, heads: 2, norms: PostNorm, positions: RotaryPositions), label), Context)
            .Single()
            .ShouldContain("rotary positions and norms behind its layers");
        Refused(
            Words(Encoder(layers: 1, width: 32, heads: 2, masking: Masks(0, mask: 0.9, random: 0.2), embeddingScale: 0), label),
            Context
        )
            .Count.ShouldBe(3);
        Refused(Words(Encoder(layers: 1, width: 32, heads: 2), label, Unigram(vocabulary: 4, coverage: 2)), Context)
            .ShouldBe(["vocabulary is 4", "coverage is 2"], ignoreOrder: true);
    }

    [Fact]
    public void Plans_and_settings_tell_the_kind()
    {
        foreach (
            var (model, task, word) in new[]
            {
                (Encoder(layers: 2, width: 32, heads: 2), Scoring.Label, "encoder, 2 layers"),
                (Seq2Seq(layers: 2, width: 32, heads: 2), Scoring.Generate, "seq2seq, 2 layers"),
            }
        )
        {
            var study = Words(model, new WordTask(task)).Expand(Context);
            var plan = study.Plan(Context, 1);
            plan.Rows.Single(r => r.Kind == CellKind.Base).Parameters.ShouldBeGreaterThan(300 * 32);
            study.Settings.Single(s => s.Name == "base").Value.ShouldStartWith(word);
            study.Cells.OfType<BaseCell>().Single().Yaml.ShouldContain("Clt.Plugins.Models");
            study.Cells.OfType<TokenizerCell>().Single().Yaml.ShouldContain("mask: true");
        }
    }

    [Fact]
    public void Wrong_sizes_a_task_of_another_kind_and_a_family_that_is_not_there_are_refused()
    {
        var label = new WordTask(Scoring.Label);
        Refused(Words(Encoder(layers: 0, width: 33, heads: 2), label), Context)
            .ShouldBe(["layers is 0", "a width of 33 does not give 2 heads of an even size"]);
        Refused(Words(Seq2Seq(layers: 1, width: 32, heads: 2), label), Context).Single().ShouldContain("answers are labels of texts");
        Refused(Words(Encoder(layers: 1, width: 32, heads: 2), label), _folder.Context(new ToyMetric()))
            .Single()
            .ShouldContain("EsmForMaskedLM is unknown");
    }

    private static List<string> Refused(Study study, StudyContext context) =>
        [.. Should.Throw<InputException>(() => study.Expand(context)).Problems.Select(p => p.What)];

    private static Study Words(Choice<IModelSpec> model, WordTask task, Choice<TokenizerSpec>? tokenizer = null) =>
        Study("words")
            .Tokenizer(tokenizer ?? ByteLevelBpe(vocabulary: 300, examples: 100))
            .Base(
                Pretrain(
                    model,
                    on: Share(1, new WordTask(Scoring.LogLikelihood), Langs("en es")),
                    tokens: 6000,
                    batch: 16,
                    lr: Constant(1e-2),
                    validation: 4,
                    checkpointEvery: Steps(5)
                )
            )
            .Task(task)
            .Mixture(Fixed(Lang("en"), 48))
            .Train(batch: 8, lr: Constant(5e-3), epochs: 12, checkpointEvery: Steps(20), selectBy: LastCheckpoint)
            .Evaluate(Lang("es"), items: 12);

    private static RunnerOptions Options => new(new HereLauncher(), new CellRunner());

    private void Complete(ExpandedStudy study) => StudyRunner.Run(study, Context, Options).Failures.ShouldBeEmpty();

    private CellFolder Cell(Cell cell) => new StudyFolder(Context.RunsFolder, "words").Cell(cell.Id);
}
