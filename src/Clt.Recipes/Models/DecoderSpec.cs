using Clt.Engine.Models;

namespace Clt.Recipes.Models;

/// <summary>A decoder of the Llama kind that is trained from nothing.</summary>
/// <param name="Layers">Blocks.</param>
/// <param name="Width">Size of the hidden states.</param>
/// <param name="Heads">Attention heads; they divide the width.</param>
/// <param name="KeyValueHeads">Heads of keys and values; they divide <paramref name="Heads"/>.</param>
/// <param name="Inner">Size of the feed-forward layer's hidden states.</param>
/// <param name="Context">Longest sequence in tokens.</param>
/// <param name="Tied">Whether the head shares the input embeddings.</param>
public sealed record DecoderSpec(int Layers, int Width, int Heads, int KeyValueHeads, int Inner, int Context, bool Tied)
    : TransformerSpec(Layers, Width, Heads, Inner, Context)
{
    public override ModelShapeInfo Info =>
        new("Decoder", Context)
        {
            Text = $"decoder, {Layers} layers, width {Width}, {Heads} heads ({KeyValueHeads} key-value), inner {Inner}, context {Context}",
            Settings = [.. Sizes, ("key value heads", KeyValueHeads), ("tied", Tied)],
        };

    /// <summary>Rotary positions turn pairs of values.</summary>
    protected override int HeadMultiple => 2;

    public override ModelConfig Config(ModelVocabulary vocabulary, ModelFamilies families) =>
        LlamaConfig.Create(vocabulary.Size, Layers, Width, Heads, KeyValueHeads, Inner, Context, Tied, vocabulary.Begin, vocabulary.End);

    public override IEnumerable<Problem> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (KeyValueHeads < 1)
            yield return Wrong($"keyValueHeads is {KeyValueHeads}", "Give a positive number.");
        if (Heads < 1 || KeyValueHeads < 1)
            yield break;
        if (Heads % KeyValueHeads != 0)
            yield return Wrong($"{KeyValueHeads} key-value heads do not divide {Heads} heads", "Take a divisor.");
    }
}
