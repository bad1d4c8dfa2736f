using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A table of vectors, looked up by whole numbers: (…) to (…, embedding_dims).</summary>
public sealed class Embedding : nn.Module<Tensor, Tensor>
{
    private readonly long padding;
    private readonly bool scaleByFrequency, sparse;
    private Parameter _weight;

    internal Embedding(Parameter weight, long? padding, bool scaleByFrequency, bool sparse)
        : base(nameof(Embedding))
    {
        _weight = weight;
        this.padding = padding is < 0 ? weight.shape[0] + padding.Value : padding ?? -1;
        (this.scaleByFrequency, this.sparse) = (scaleByFrequency, sparse);
        register_parameter(nameof(weight), weight);
    }

    public Parameter weight
    {
        get => _weight;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = value);
    }

    public override Tensor forward(Tensor input) => Op.Call("embedding", _weight, input, padding, scaleByFrequency, sparse);
}
