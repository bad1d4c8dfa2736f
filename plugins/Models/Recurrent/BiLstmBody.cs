using Clt.Engine.Layers;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Parameters;

namespace Clt.Plugins.Models.Recurrent;

/// <summary>Bidirectional LSTM layers over an embedding that is usually kept as it is (frozen word vectors), and a pooling query.</summary>
/// <param name="Depth">Layers.</param>
/// <param name="Width">Hidden size H of each direction; states have 2H.</param>
/// <param name="EmbeddingWidth">Numbers E of a word's vector.</param>
/// <param name="Noise">Standard deviation of Gaussian noise on embedded words in training; 0 for none.</param>
internal sealed record BiLstmBody(int Depth, int Width, int EmbeddingWidth, double Noise) : EncoderArchitecture
{
    /// <summary>[2H]: its product with a state is the state's weight, before the softmax.</summary>
    public const string Query = "pooling.query";

    /// <summary>Input, forget, cell and output gate.</summary>
    private const int Gates = 4;

    /// <summary>Where word vectors stand in files.</summary>
    public const string EmbeddingInFiles = "embedding.weight";

    private static readonly string[] Ends = ["", "_reverse"];

    /// <summary>The weights of all layers in the order that the layers take them.</summary>
    public IEnumerable<string> Weights => Lstm().Select(s => s.Name);

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters(EncoderConfig config) =>
        [
            new ParameterSpec(
                TensorNames.Embedding,
                [config.VocabularySize, EmbeddingWidth],
                true,
                null,
                [new ParameterPart(EmbeddingInFiles, config.VocabularySize)]
            ),
            .. Lstm(),
            new ParameterSpec(Query, [2 * Width], false, null, [new ParameterPart(Query, 2 * Width)]) { Optional = true },
        ];

    /// <inheritdoc/>
    public override IEncoderLayers Create(EncoderConfig config, FlatParameters parameters, Dropout dropout) =>
        new BiLstmLayers(this, parameters, dropout);

    private IEnumerable<ParameterSpec> Lstm()
    {
        long rows = Gates * Width;
        foreach (var (layer, end) in Enumerable.Range(0, Depth).SelectMany(l => Ends.Select(e => (l, e))))
        {
            yield return Matrix($"lstm.weight_ih_l{layer}{end}", layer == 0 ? EmbeddingWidth : 2 * Width);
            yield return Matrix($"lstm.weight_hh_l{layer}{end}", Width);
            yield return Bias($"lstm.bias_ih_l{layer}{end}");
            yield return Bias($"lstm.bias_hh_l{layer}{end}");
        }

        ParameterSpec Matrix(string name, long columns) =>
            new(name, [rows, columns], true, null, [new ParameterPart(name, rows)]) { Optional = true };
        ParameterSpec Bias(string name) => new(name, [rows], false, 0, [new ParameterPart(name, rows)]) { Optional = true };
    }
}
