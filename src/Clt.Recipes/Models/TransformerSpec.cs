using Clt.Engine.Models;

namespace Clt.Recipes.Models;

/// <summary>
/// The sizes of a transformer: <see cref="DecoderSpec"/>, <see cref="EncoderSpec"/> and <see cref="Seq2SeqSpec"/>, and what plugins derive.
/// </summary>
/// <param name="Layers">Blocks, of each stack.</param>
/// <param name="Width">Size of the hidden states.</param>
/// <param name="Heads">Attention heads; they divide the width.</param>
/// <param name="Inner">Size of the feed-forward layer's hidden states.</param>
/// <param name="Context">Longest sequence in tokens.</param>
public abstract record TransformerSpec(int Layers, int Width, int Heads, int Inner, int Context) : IModelSpec
{
    /// <summary>Above what has been published by a factor of ten or more: larger numbers are slips, and their products overflow.</summary>
    private const int MostLayers = 2_000,
        MostWidth = 1 << 18,
        MostHeads = 1 << 12,
        MostInner = 1 << 20,
        MostContext = 1 << 24;

    /// <inheritdoc/>
    public abstract ModelShapeInfo Info { get; }

    /// <summary>What the size of a head is a multiple of.</summary>
    protected virtual int HeadMultiple => 1;

    /// <summary>The sizes as settings.</summary>
    protected IReadOnlyList<(string Key, object? Value)> Sizes =>
        [("layers", Layers), ("width", Width), ("heads", Heads), ("inner", Inner), ("context", Context)];

    /// <inheritdoc/>
    public abstract ModelConfig Config(ModelVocabulary vocabulary, ModelFamilies families);

    /// <inheritdoc/>
    public virtual IEnumerable<Problem> Problems()
    {
        foreach (var (name, value) in Sizes)
        {
            if (value is < 1)
                yield return Wrong($"{name} is {value}", "Give a positive number.");
        }

        foreach (
            var (name, value, most) in new[]
            {
                ("layers", Layers, MostLayers),
                ("width", Width, MostWidth),
                ("heads", Heads, MostHeads),
                ("inner", Inner, MostInner),
                ("context", Context, MostContext),
            }
        )
        {
            if (value > most)
                yield return Wrong($"{name} is {value:N0}, and the largest that is built is {most:N0}", $"Give at most {most}.");
        }

        if (Heads < 1 || Width % (Heads * HeadMultiple) == 0)
            yield break;
        yield return HeadMultiple == 1
            ? Wrong($"a width of {Width} does not divide into {Heads} heads", "Take a width that is a multiple of heads.")
            : Wrong(
                $"a width of {Width} does not give {Heads} heads of an even size",
                $"Take a width that is a multiple of {HeadMultiple} × heads."
            );
    }

    /// <summary>A problem of the sizes.</summary>
    protected static Problem Wrong(string what, string mend) => new(what, "", mend);
}
