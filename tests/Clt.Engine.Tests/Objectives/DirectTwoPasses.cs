using Clt.Engine.Models.Encoders;
using Clt.Engine.Parameters;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Objectives;

/// <summary>
/// An encoder with cross-attention as its formulas have it, one sequence at a time, without any of the engine's layers: VECO's two passes.
/// </summary>
/// <param name="model">Gives weights and sizes; learned positions, GELU.</param>
internal sealed class DirectTwoPasses(EncoderModel model)
{
    private EncoderConfig Config => model.Config;

    /// <summary>H of the last layer where there is no source, else S.</summary>
    public Tensor States(int[] ids, Tensor? source = null)
    {
        var places = arange(ids.Length, dtype: ScalarType.Int64);
        var x = Get("embedding.weight")[tensor(ids, dtype: ScalarType.Int64)] + Get("positions.weight")[places + Config.PositionOffset];
        if (Config.TokenTypes > 0)
            x = x + Get("token_types.weight")[0];
        if (Config.EmbeddingNorm)
            x = Norm(x, "embedding_norm");
        for (var layer = 0; layer < Config.Layers; layer++)
            x = Config.ResidualNorms ? NormedBehind(x, $"layers.{layer}", source) : NormedBefore(x, $"layers.{layer}", source);
        return Config.FinalNorm ? Norm(x, "final_norm") : x;
    }

    /// <summary>−log P of the targets that are not negative, by the head of masked tokens.</summary>
    public double Loss(Tensor states, long[] targets)
    {
        var inner = Norm(nn.functional.gelu(Linear(states, "head_dense")), "head_norm");
        var logs = (inner.mm(Get("embedding.weight").t()) + Get("head.bias")).log_softmax(1);
        return -Enumerable.Range(0, targets.Length).Where(i => targets[i] >= 0).Sum(i => (double)logs[i, targets[i]].item<float>());
    }

    private Tensor NormedBehind(Tensor x, string layer, Tensor? source)
    {
        x = Norm(x + Own(x, layer), $"{layer}.attention_post_norm");
        if (source is not null)
            x = Norm(x + Cross(x, source, layer), $"{layer}.cross_norm");
        return Norm(x + FeedForward(x, layer), $"{layer}.feed_forward_post_norm");
    }

    private Tensor NormedBefore(Tensor x, string layer, Tensor? source)
    {
        x = x + Own(Norm(x, $"{layer}.attention_norm"), layer);
        if (source is not null)
            x = x + Cross(Norm(x, $"{layer}.cross_norm"), source, layer);
        return x + FeedForward(Norm(x, $"{layer}.feed_forward_norm"), layer);
    }

    private Tensor Own(Tensor x, string layer)
    {
        var parts = Linear(x, $"{layer}.qkv").chunk(3, 1);
        return Linear(Attended(parts[0], parts[1], parts[2]), $"{layer}.output");
    }

    private Tensor Cross(Tensor x, Tensor source, string layer)
    {
        var parts = Linear(source, $"{layer}.cross_key_value").chunk(2, 1);
        return Linear(Attended(Linear(x, $"{layer}.cross_query"), parts[0], parts[1]), $"{layer}.cross_output");
    }

    private Tensor FeedForward(Tensor x, string layer) => Linear(nn.functional.gelu(Linear(x, $"{layer}.gate_up")), $"{layer}.down");

    private Tensor Attended(Tensor query, Tensor key, Tensor value)
    {
        var size = Config.HeadSize;
        var heads = Enumerable
            .Range(0, Config.Heads)
            .Select(h =>
            {
                Tensor Of(Tensor all) => all.narrow(1, h * size, size);
                return (Of(query).mm(Of(key).t()) / Math.Sqrt(size)).softmax(1).mm(Of(value));
            });
        return cat([.. heads], 1);
    }

    private Tensor Linear(Tensor x, string name) => x.mm(Get($"{name}.weight").t()) + Get($"{name}.bias");

    private Tensor Norm(Tensor x, string name)
    {
        var centred = x - x.mean([1L], keepdim: true);
        var deviation = (centred.square().mean([1L], keepdim: true) + Config.NormEpsilon).sqrt();
        return (centred / deviation * Get($"{name}.weight")) + Get($"{name}.bias");
    }

    private Tensor Get(string name) => model.Parameters[name];
}
