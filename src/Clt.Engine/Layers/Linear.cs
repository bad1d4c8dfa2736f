using Clt.Engine.Parameters;
using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>A linear layer x · Wᵀ + b over a model's parameters; every product with weights but the head's goes through one.</summary>
internal sealed class Linear
{
    private readonly Tensor _weight;
    private readonly Tensor? _bias;
    private readonly AdapterHooks _hooks;

    /// <param name="parameters">The model's.</param>
    /// <param name="name">The weight's name, which ends in <c>weight</c>; the bias is looked for under the same name.</param>
    public Linear(FlatParameters parameters, string name)
    {
        Name = name;
        _weight = parameters[name];
        _bias = parameters.Find(TensorNames.BiasOf(name));
        _hooks = parameters.HooksAt(name);
    }

    /// <summary>The weight's name among the model's parameters.</summary>
    public string Name { get; }

    /// <summary>[N, out] of [N, in].</summary>
    public Tensor Of(Tensor x) => _hooks.IsEmpty ? Ops.Linear(x, _weight, _bias) : _hooks.Linear(x, _weight, _bias);
}
