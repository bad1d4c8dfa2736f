using Clt.Engine.Parameters;

namespace Clt.Running.Pace;

/// <summary>What of a model decides how long it computes on a token.</summary>
/// <param name="Kind">decoder, encoder or encoder-decoder.</param>
/// <param name="Body">Weights that every token is multiplied with.</param>
/// <param name="Head">Weights that tokens to predict are multiplied with besides.</param>
/// <param name="Layers">Layers, of both stacks where there are two.</param>
/// <param name="Width">Its hidden size.</param>
internal readonly record struct ModelSize(string Kind, double Body, double Head, int Layers, int Width)
{
    /// <summary>Embeddings are looked up, not multiplied; of two stacks a token passes one.</summary>
    public static ModelSize Of(ModelConfig config)
    {
        var specs = ParameterLayout.Of(config);
        double Weights(string name) => specs.Where(s => s.Name.EndsWith(name, StringComparison.Ordinal)).Sum(s => s.Count);
        var (embedding, head) = (Weights(TensorNames.Embedding), Weights(TensorNames.Head));
        var body = specs.Sum(s => s.Count) - embedding - head - Weights(TensorNames.Positions);
        if (config.TiedHead)
            head = embedding;
        return config switch
        {
            DecoderConfig decoder => new("decoder", body, head, decoder.Layers, decoder.HiddenSize),
            EncoderConfig encoder => new("encoder", body, head, encoder.Layers, encoder.HiddenSize),
            SequenceToSequenceConfig pair => new(
                "encoder-decoder",
                body / 2,
                head,
                pair.Encoder.Layers + pair.Decoder.Layers,
                pair.HiddenSize
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(config), config.GetType().Name, "A model of an unknown kind."),
        };
    }
}
