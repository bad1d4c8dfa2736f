using System.Text.Json;
using static TorchSharp.torch;

namespace Clt.Engine.Verification;

/// <summary>A reference of one kind of model, and what the model makes of it.</summary>
internal interface IReference
{
    /// <summary>The highest token id in it.</summary>
    int HighestId { get; }

    /// <summary>Compares hidden states, logits and the like, as far as the file has them.</summary>
    void States(List<ModelCheck> checks);

    /// <summary>The mean loss of the labels, differentiable.</summary>
    Tensor Loss();

    /// <summary>Compares what the model writes with <c>reference.json</c>.</summary>
    void Continuations(JsonElement numbers, List<ModelCheck> checks);
}
