using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;
using Clt.Plugins.Models.Encoders;
using Clt.Plugins.Training.Objectives.Masked;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Objectives;

/// <summary>Masked language modelling of pairs: what VECO's four terms are, and what its module leaves as it was.</summary>
public sealed class MaskedPairTests
{
    private const int Mask = 4;
    private static readonly ModelFamilies Families = new([new BertFamily(), new EsmFamily()]);
    private static readonly TokenMasking Masking = new()
    {
        MaskId = Mask,
        Vocabulary = 64,
        Special = new HashSet<int> { 1, 2 },
        Share = 0.4,
    };

    private static readonly ParallelExample[] Pairs =
    [
        Pair("a", [1, 10, 11, 12, 13, 2], [1, 20, 21, 22, 2]),
        Pair("b", [1, 30, 31, 2], [1, 40, 41, 42, 43, 44, 45, 2]),
    ];

    [Theory]
    [InlineData("bert")]
    [InlineData("esm")]
    public void The_loss_is_the_sum_of_the_four_terms_each_computed_directly(string family)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var objective = new CrossAttentionMasking(Model(family), Masking);
        var direct = new DirectTwoPasses((EncoderModel)objective.Model);
        var hidden = objective.Prepare(Pairs, 1).Cast<MaskedPair>().ToList();

        var terms = hidden.Select(pair => Terms(direct, pair)).ToList();

        hidden.ShouldAllBe(p => p.First.TargetCount > 0 && p.Second.TargetCount > 0);
        foreach (var (pair, own) in hidden.Zip(terms))
            objective.Loss([pair], training: true).item<float>().ShouldBe((float)own.Sum(), 2e-4f);
        objective.Loss(hidden, training: true).item<float>().ShouldBe((float)terms.Sum(t => t.Sum()), 5e-4f);
        terms.ShouldAllBe(t => t.Distinct().Count() == 4, "the module does something");
        hidden[0].TargetCount.ShouldBe(2 * (hidden[0].First.TargetCount + hidden[0].Second.TargetCount), "each in both passes");
    }

    [Theory]
    [InlineData("bert")]
    [InlineData("esm")]
    public void Plugged_out_the_states_are_those_of_the_plain_encoder_to_the_bit(string family)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var plain = EncoderModel.Create(Config(family), 1);
        plain.Save(folder.Path);
        using var module = EncoderModel.Load(folder.Path, Families, c => c.WithCrossAttention(), new Seed(2));
        using var batch = PackedBatch.Of([.. Pairs.Select(p => p.Source)]);
        using var others = PackedBatch.Of([.. Pairs.Select(p => p.Target)]);

        var states = module.Forward(batch);

        states.data<float>().ToArray().ShouldBe(plain.Forward(batch).data<float>().ToArray());
        module.Notes.Count(n => n.Contains("crossattention", StringComparison.Ordinal)).ShouldBe(2 * 10, "made afresh, and said so");
        var across = module.Across(batch, module.Forward(others), others);
        allclose(across, states, rtol: 1e-3, atol: 1e-3).ShouldBeFalse("plugged in it reads the other text");
        Should.Throw<InputException>(() => plain.Across(batch, states, batch)).Message.ShouldContain("has no cross-attention");
    }

    [Fact]
    public void Gradients_reach_the_encoder_and_the_module_and_the_first_pass_alone_reaches_no_module()
    {
        using var scope = NewDisposeScope();
        using var objective = new CrossAttentionMasking(Model("esm"), Masking);
        var model = (EncoderModel)objective.Model;
        var pair = (MaskedPair)objective.Prepare(Pairs, 1)[0];
        model.Parameters.UseGradients();
        using var batch = new EncoderBatch([pair.First, pair.Second]);
        model.Loss(model.Forward(batch), batch.Packed, batch.Targets).backward();
        model.Parameters.Specs.Where(s => s.Name.Contains("cross_")).ShouldAllBe(s => Largest(model, s.Name) == 0);

        objective.Loss([pair], training: true).backward();

        // A bias of keys shifts all scores of a query alike: its gradient is nought but for rounding.
        string[] reached = ["embedding.weight", "layers.0.qkv.weight", "layers.1.down.weight", "layers.0.cross_query.weight"];
        string[] further = ["layers.0.cross_key_value.weight", "layers.1.cross_output.weight", "layers.1.cross_norm.weight"];
        foreach (var name in reached.Concat(further))
            Largest(model, name).ShouldBeGreaterThan(1e-4f, name);
    }

    [Fact]
    public void Gradients_of_what_is_told_across_go_through_the_states_of_the_other_text()
    {
        using var scope = NewDisposeScope();
        using var model = Model("esm");
        model.Parameters.UseGradients();
        using var batch = PackedBatch.Of([Pairs[0].Source]);
        using var other = PackedBatch.Of([Pairs[0].Target]);
        model.Across(batch, model.Forward(other), other).square().sum().backward();

        // Token 20 stands in the other text only.
        model.Parameters["embedding.weight"].grad![20].abs().max().item<float>().ShouldBeGreaterThan(1e-6f);
    }

    [Fact]
    public void Texts_apart_and_joined_are_hidden_alike_at_every_measurement_and_anew_at_every_step()
    {
        using var apart = new MaskedTexts(Model("bert"), Masking, p => [p.Source, p.Target]);
        var made = apart.Prepare(Pairs, 1).Cast<EncoderExample>().ToList();
        made.Select(e => e.Ids.Length).ShouldBe([6, 5, 4, 8]);
        made.ShouldAllBe(e => e.TargetCount > 0 && e.Targets[0] == PackedBatch.Ignored);
        Ids(apart.Prepare(Pairs, 1)).ShouldBe(Ids(made));
        Ids(apart.Prepare(Pairs, 2)).ShouldNotBe(Ids(made));
    }

    private static int[] Ids(IEnumerable<TrainingExample> examples) => [.. examples.SelectMany(e => e.Sequences).SelectMany(s => s)];

    private static double[] Terms(DirectTwoPasses direct, MaskedPair pair)
    {
        var (x, y) = (direct.States(pair.First.Ids), direct.States(pair.Second.Ids));
        return
        [
            direct.Loss(x, pair.First.Targets),
            direct.Loss(direct.States(pair.First.Ids, y), pair.First.Targets),
            direct.Loss(y, pair.Second.Targets),
            direct.Loss(direct.States(pair.Second.Ids, x), pair.Second.Targets),
        ];
    }

    private static float Largest(EncoderModel model, string name) => model.Parameters[name].grad!.abs().max().item<float>();

    private static EncoderModel Model(string family) => EncoderModel.Create(Config(family).WithCrossAttention(), 1);

    private static EncoderConfig Config(string family)
    {
        var head = family == "bert" ? "BertForMaskedLM" : "EsmForMaskedLM";
        return (EncoderConfig)
            Families.Read(
                $$"""
                {"architectures": ["{{head}}"], "vocab_size": 64, "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4,
                 "intermediate_size": 48, "max_position_embeddings": 24, "initializer_range": 0.2, "pad_token_id": 0}
                """,
                "test"
            );
    }

    private static ParallelExample Pair(string id, int[] source, int[] target) => new(id, Language.Parse("de"), "pairs", source, target);
}
