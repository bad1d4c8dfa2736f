using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using static TorchSharp.torch;

namespace Clt.Engine.Objectives;

/// <summary>The loss of an encoder's own head: labels of sequences or of tokens, several labels, numbers.</summary>
/// <param name="model">Is trained.</param>
public class EncoderTraining(EncoderModel model) : Objective<EncoderExample>(model)
{
    /// <summary>Whether states drop out in training, by the shares of the model's configuration.</summary>
    public bool Dropout
    {
        get => model.DropsOut;
        init => model.DropsOut = value;
    }

    /// <inheritdoc/>
    protected override Tensor Loss(IReadOnlyList<EncoderExample> examples, bool training)
    {
        using var batch = model.Batch(examples);
        return model.Loss(model.Forward(batch), batch.Packed, batch.Targets);
    }
}
