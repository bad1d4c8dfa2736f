using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using Clt.Plugins.Models.Encoders;
using Clt.Plugins.Training.Objectives.Masked;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Objectives;

/// <summary>ELECTRA's replaced token detection: what stands where tokens were hidden, and the two losses.</summary>
public sealed class ReplacedTokenTests
{
    private const double Weight = 50;
    private static readonly ModelFamilies Families = new([new BertFamily(), new EsmFamily()]);
    private static readonly TokenMasking Masking = new()
    {
        MaskId = 4,
        Vocabulary = 64,
        Special = new HashSet<int> { 1, 2, 4 },
        Share = 0.4,
        Masked = 1,
        Random = 0,
    };

    private static readonly ParallelExample[] Pairs =
    [
        Pair("кот", [1, 10, 11, 12, 13, 2], [1, 20, 21, 22, 2]),
        Pair("cat", [1, 30, 31, 2], [1, 40, 41, 42, 43, 44, 45, 2]),
    ];

    [Fact]
    public void Replaced_is_what_was_drawn_and_is_another_token_than_it_was()
    {
        var hidden = new EncoderExample("x", Language.Parse("ru"), "t", [1, 4, 11, 4, 2], [Not, 10, Not, 12, Not]);
        var made = new ReplacedText(hidden, [0.1f, 0.9f]).With([33, 12]);

        made.Ids.ShouldBe([1, 33, 11, 12, 2]);
        made.Targets.ShouldBe([0, 1, 0, 0, 0], "the second draw is the token that was there");
    }

    [Theory]
    [InlineData("bert")]
    [InlineData("esm")]
    public void The_loss_is_the_generator_s_and_the_discriminator_s_by_its_weight_and_texts_do_not_change_each_other(string family)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var objective = Objective(family, Weight);
        using var half = Objective(family, Weight / 2);
        using var none = Objective(family, 1e-12);
        var texts = objective.Prepare(Pairs, 1).Cast<ReplacedText>().ToList();
        double Loss(ReplacedTokenDetection of, params ReplacedText[] read) => of.Loss(read, training: true).item<float>();

        texts.Count.ShouldBe(4);
        texts.ShouldAllBe(t => t.Draws.Count == t.TargetCount && t.TargetCount > 0);
        var all = Loss(objective, [.. texts]);
        all.ShouldBe(texts.Sum(t => Loss(objective, t)), 1e-3 * all);
        var generator = Loss(none, [.. texts]);
        (all - generator).ShouldBe(2 * (Loss(half, [.. texts]) - generator), 1e-3 * all);
        // Log 2 a token, about, before anything is learnt: of each text the mean, times the hidden tokens.
        ((all - generator) / Weight / texts.Sum(t => t.TargetCount)).ShouldBeInRange(0.2, 3);
    }

    [Fact]
    public void Steps_hide_and_draw_anew_and_measurements_alike()
    {
        using var objective = Objective("esm", Weight);
        float[] Draws(Seed seed) => [.. objective.Prepare(Pairs, seed).Cast<ReplacedText>().SelectMany(t => t.Draws)];

        Draws(1).ShouldBe(Draws(1));
        Draws(2).ShouldNotBe(Draws(1));
        Draws(1).ShouldAllBe(d => d >= 0 && d < 1);
    }

    [Fact]
    public void Tokens_that_break_a_pattern_are_found_after_training()
    {
        using var folder = new TemporaryFolder();
        // A text repeats one token, so that a single other one tells itself.
        ParallelExample[] repeated = [.. Enumerable.Range(0, 12).Select(i => Pair($"{i}", Same(10 + i), Same(30 + i)))];
        var settings = new TrainingSettings
        {
            Steps = 80,
            Batch = repeated.Length,
            Schedule = new ConstantSchedule(5e-3),
        };
        var job = new TrainingJob(folder["run"], "identity", () => Objective("esm", Weight), repeated, [], settings, 1);
        var result = Trainer.Run(job);

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var model = EncoderModel.Load(result.ModelFolder, Families);
        model.Config.Labels.ShouldBe(["original", "replaced"]);
        using var batch = PackedBatch.Of([
            [1, 10, 10, 10, 35, 10, 2],
        ]);
        var logits = model.Logits(model.Forward(batch), batch);
        var replaced = (logits.select(1, 1) - logits.select(1, 0)).data<float>().ToArray();
        replaced[4].ShouldBe(replaced.Max());
    }

    [Fact]
    public void A_head_of_another_number_of_labels_is_made_afresh()
    {
        using var folder = new TemporaryFolder();
        using (var model = EncoderModel.Create(Config("esm"), 1))
            model.Save(folder.Path);
        using var other = EncoderModel.Load(folder.Path, Families, c => c.WithHead(EncoderHead.Tokens, ["a", "b", "c"]), new Seed(2));
        other.Notes.ShouldContain(n => n.Contains("classifier.weight", StringComparison.Ordinal));
        using var same = EncoderModel.Load(folder.Path, Families, c => c.WithHead(EncoderHead.Tokens, ["a", "b"]), new Seed(2));
        same.Notes.ShouldBeEmpty();
        Should
            .Throw<InputException>(() => EncoderModel.Load(folder.Path, Families, c => c.WithHead(EncoderHead.Tokens, ["a", "b", "c"])))
            .Message.ShouldContain("classifier.weight");
    }

    private const long Not = PackedBatch.Ignored;

    private static int[] Same(int token) => [1, .. Enumerable.Repeat(token, 5), 2];

    private static ReplacedTokenDetection Objective(string family, double weight) =>
        new(EncoderModel.Create(Config(family), 1), Masking, weight);

    private static EncoderConfig Config(string family)
    {
        var head = family == "bert" ? "BertForMaskedLM" : "EsmForMaskedLM";
        var config = (EncoderConfig)
            Families.Read(
                $$"""
                {"architectures": ["{{head}}"], "vocab_size": 64, "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4,
                 "intermediate_size": 48, "max_position_embeddings": 24, "initializer_range": 0.2, "pad_token_id": 0}
                """,
                "test"
            );
        return config.WithHead(EncoderHead.Tokens, ["original", "replaced"]);
    }

    private static ParallelExample Pair(string id, int[] source, int[] target) => new(id, Language.Parse("ru"), "pairs", source, target);
}
