using Clt.Engine.Data;
using Clt.Engine.Layers;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Parameters;
using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Plugins.Models.Recurrent;

/// <summary>Bidirectional LSTM layers with attention pooling, over a model's parameters.</summary>
internal sealed class BiLstmLayers(BiLstmBody body, FlatParameters parameters, Dropout dropout) : IEncoderLayers
{
    private readonly Tensor _embedding = parameters[TensorNames.Embedding];
    private readonly Tensor _query = parameters[BiLstmBody.Query];
    private readonly Tensor[] _weights = [.. body.Weights.Select(w => parameters[w])];

    /// <inheritdoc/>
    public Tensor States(PackedBatch batch)
    {
        var (ids, _) = batch.On(_embedding.device);
        var embedded = Ops.Embedding(_embedding, ids, parameters.FindGradient(TensorNames.Embedding));
        if (dropout.IsActive && body.Noise > 0)
            embedded = embedded + (randn_like(embedded) * body.Noise);
        return Ops.BiLstm(dropout.Of(embedded), batch.Starts, _weights, dropout.IsActive ? dropout.Share : 0);
    }

    /// <inheritdoc/>
    public Tensor Pooled(Tensor states, PackedBatch batch) => Pooling.Attention(states, batch, _query);
}
