using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Kernels;
using Clt.Plugins.Models.Recurrent;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Models;

/// <summary>Recurrent encoders: layers against steps written out, and what a model of them is in files.</summary>
public sealed class BiLstmTests
{
    private const int Inputs = 3,
        Hidden = 4;

    private static readonly int[] Starts = [0, 2, 7, 8];

    [Fact]
    public void Layers_and_their_gradients_are_those_of_steps_written_out()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var x = randn(Starts[^1], Inputs).requires_grad_();
        Tensor[] weights = [.. Layer(Inputs), .. Layer(2 * Hidden)];
        Tensor[] all = [x, .. weights];
        var mixed = randn(Starts[^1], 2 * Hidden);

        var fused = Ops.BiLstm(x, Starts, weights);
        var byHand = x;
        for (var layer = 0; layer < 2; layer++)
        {
            var (from, input) = (weights[(8 * layer)..(8 * layer + 8)], byHand);
            byHand = cat([Direction(input, from[..4], back: false), Direction(input, from[4..], back: true)], 1);
        }

        fused.shape.ShouldBe([Starts[^1], 2 * Hidden]);
        Furthest(fused, byHand).ShouldBeLessThan(1e-6);
        var gradients = autograd.grad([(fused * mixed).sum()], all);
        var expected = autograd.grad([(byHand * mixed).sum()], all);
        gradients.Zip(expected).Max(p => Furthest(p.First, p.Second)).ShouldBeLessThan(1e-5);
        gradients.ShouldAllBe(g => g.abs().max().item<float>() > 0);
    }

    [Fact]
    public void Pooled_states_are_means_weighted_by_a_softmax_within_each_sequence()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        var (states, query) = (randn(Starts[^1], Hidden), randn(Hidden));
        using var batch = PackedBatch.Of([
            [1, 2],
            [3, 4, 5, 6, 7],
            [8],
        ]);

        var pooled = Pooling.Attention(states, batch, query);

        for (var b = 0; b < 3; b++)
        {
            var own = states[TensorIndex.Slice(Starts[b], Starts[b + 1])];
            var weights = own.matmul(query).softmax(0);
            Furthest(pooled[b], weights.matmul(own)).ShouldBeLessThan(1e-6);
        }
    }

    [Fact]
    public void A_text_has_the_same_states_whatever_stands_beside_it_and_files_keep_them()
    {
        using var model = EncoderModel.Create(Config(), 3);
        using var folder = new TemporaryFolder();
        model.Save(folder.Path);
        using var again = EncoderModel.Load(folder.Path, Families);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var alone = PackedBatch.Of([
            [4, 2, 7],
        ]);
        using var beside = PackedBatch.Of([
            [1, 1, 3, 5, 6],
            [4, 2, 7],
        ]);

        var states = model.Forward(alone);

        Furthest(states, again.Forward(beside).narrow(0, 5, 3)).ShouldBeLessThan(1e-6);
        Furthest(model.Logits(states, alone), again.Logits(states, alone)).ShouldBe(0);
    }

    private static ModelFamilies Families { get; } = new([new BiLstmFamily()]);

    private static EncoderConfig Config() =>
        (
            (EncoderConfig)
                Families.Read("""{"architectures": ["BiLstmModel"], "vocab_size": 9, "embedding_size": 5, "hidden_size": 4}""", "test")
        ).WithJointHead(["a", "b"], ["O", "B-x", "I-x"], crf: true);

    private static IEnumerable<Tensor> Layer(int inputs) =>
        Enumerable
            .Range(0, 2)
            .SelectMany(_ => new[] { randn(4 * Hidden, inputs), randn(4 * Hidden, Hidden), randn(4 * Hidden), randn(4 * Hidden) })
            .Select(w => w.requires_grad_());

    /// <summary>A sequence after another, a token after another.</summary>
    private static Tensor Direction(Tensor x, Tensor[] weights, bool back)
    {
        var states = new Tensor[Starts[^1]];
        for (var b = 0; b + 1 < Starts.Length; b++)
        {
            var (state, cell) = (zeros(Hidden), zeros(Hidden));
            var places = Enumerable.Range(Starts[b], Starts[b + 1] - Starts[b]);
            foreach (var t in back ? places.Reverse() : places)
            {
                var gates = weights[0].mv(x[t]) + weights[1].mv(state) + weights[2] + weights[3];
                var (input, forget) = (gates.narrow(0, 0, Hidden).sigmoid(), gates.narrow(0, Hidden, Hidden).sigmoid());
                var (proposed, output) = (gates.narrow(0, 2 * Hidden, Hidden).tanh(), gates.narrow(0, 3 * Hidden, Hidden).sigmoid());
                cell = (forget * cell) + (input * proposed);
                states[t] = state = output * cell.tanh();
            }
        }

        return stack(states);
    }

    private static double Furthest(Tensor a, Tensor b) => (a - b).abs().max().item<float>();
}
