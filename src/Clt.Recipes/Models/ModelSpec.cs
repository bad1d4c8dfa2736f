using Clt.Engine.Models;
using Clt.Engine.Parameters;

namespace Clt.Recipes.Models;

/// <summary>The shape of a model that is trained from nothing: <see cref="DecoderSpec"/>, <see cref="EncoderSpec"/> or <see cref="Seq2SeqSpec"/>.</summary>
/// <param name="Layers">Blocks, of each stack.</param>
/// <param name="Width">Size of the hidden states.</param>
/// <param name="Heads">Attention heads; they divide the width.</param>
/// <param name="Inner">Size of the feed-forward layer's hidden states.</param>
/// <param name="Context">Longest sequence in tokens.</param>
public abstract record ModelSpec(int Layers, int Width, int Heads, int Inner, int Context)
{
    /// <summary>What a recipe calls it.</summary>
    internal abstract string Word { get; }

    /// <summary>Whether pre-training hides tokens, so that the tokenizer needs one that stands for them.</summary>
    internal abstract bool NeedsMask { get; }

    /// <summary>What the size of a head is a multiple of.</summary>
    internal virtual int HeadMultiple => 1;

    /// <summary>Everything that can change numbers, for a cell's name.</summary>
    internal abstract IReadOnlyList<(string Key, object? Value)> Fields { get; }

    /// <summary>One line for the table of settings.</summary>
    internal virtual string Text =>
        $"{Word.ToLowerInvariant()}, {Layers} layers, width {Width}, {Heads} heads, inner {Inner}, context {Context}";

    /// <summary>The number of weights with a vocabulary of a given size.</summary>
    /// <exception cref="InputException">Sizes contradict each other, or no plugin gives its family.</exception>
    public long Parameters(int vocabulary, ModelFamilies families) => ParameterLayout.Of(Config(vocabulary, null, null, families)).Sum(s => s.Count);

    /// <summary>Its configuration.</summary>
    /// <param name="vocabulary">Entries of the tokenizer.</param>
    /// <param name="begin">The tokenizer's beginning token, or null.</param>
    /// <param name="end">Its end token, or null.</param>
    /// <param name="families">Those known.</param>
    /// <exception cref="InputException">Sizes contradict each other, or no plugin gives its family.</exception>
    internal abstract ModelConfig Config(int vocabulary, int? begin, int? end, ModelFamilies families);

    /// <summary>What is wrong with its sizes.</summary>
    internal virtual IEnumerable<(string What, string Mend)> Problems()
    {
        (string Name, int Value)[] sizes = [("layers", Layers), ("width", Width), ("heads", Heads), ("inner", Inner), ("context", Context)];
        foreach (var (name, value) in sizes.Where(s => s.Value < 1)) yield return ($"{name} is {value}", "Give a positive number.");
        if (Heads < 1 || Width % (Heads * HeadMultiple) == 0) yield break;
        yield return HeadMultiple == 1
            ? ($"a width of {Width} does not divide into {Heads} heads", "Take a width that is a multiple of heads.")
            : ($"a width of {Width} does not give {Heads} heads of an even size", $"Take a width that is a multiple of {HeadMultiple} × heads.");
    }
}
