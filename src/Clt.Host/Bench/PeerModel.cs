using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Clt.Host.Bench;

/// <summary>The benchmark's model as a TorchSharp user writes it.</summary>
internal sealed class PeerModel : nn.Module<Tensor, Tensor>
{
    private readonly Embedding _embedding;
    private readonly ModuleList<PeerBlock> _blocks;
    private readonly PeerNorm _norm;
    private readonly Linear _head;

    /// <param name="shape">The model's sizes.</param>
    /// <param name="longest">The longest row.</param>
    public PeerModel(DecoderConfig shape, int longest)
        : base(nameof(PeerModel))
    {
        var size = shape.HeadSize;
        var angles = outer(
            arange(longest, dtype: ScalarType.Float32),
            pow(tensor(10000f), arange(0, size, 2, dtype: ScalarType.Float32) / -size)
        );
        var mask = full([longest, longest], float.NegativeInfinity).triu(1);
        _embedding = nn.Embedding(shape.VocabularySize, shape.HiddenSize);
        _blocks = nn.ModuleList([.. Enumerable.Range(0, shape.Layers).Select(_ => new PeerBlock(shape, angles.cos(), angles.sin(), mask))]);
        (_norm, _head) = (new PeerNorm(shape.HiddenSize), nn.Linear(shape.HiddenSize, shape.VocabularySize, hasBias: false));
        RegisterComponents();
    }

    /// <param name="ids">[rows, length] int64, padded.</param>
    /// <returns>[rows, length, vocabulary].</returns>
    public override Tensor forward(Tensor ids)
    {
        var x = _embedding.call(ids);
        foreach (var block in _blocks)
            x = block.call(x);
        return _head.call(_norm.call(x));
    }
}
