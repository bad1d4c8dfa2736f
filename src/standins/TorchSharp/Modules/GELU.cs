using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The Gaussian error linear unit as a module.</summary>
public sealed class GELU : ParameterLessModule<Tensor, Tensor>
{
    /// <summary>Whether the exact function or its approximation by tanh is computed.</summary>
    public enum Approximate
    {
        none = 0,
        tanh = 1,
    }

    internal GELU(Approximate approximate, bool inplace)
        : base(nameof(GELU)) => (this.approximate, this.inplace) = (approximate, inplace);

    public Approximate approximate { get; set; }

    public bool inplace { get; set; }

    public override Tensor forward(Tensor tensor) => nn.functional.gelu(tensor, approximate, inplace);
}
