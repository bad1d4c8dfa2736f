namespace Clt.Engine.Data;

/// <summary>The ids that frame a sequence.</summary>
/// <param name="Bos">Put before every sequence; null where the model was trained without.</param>
/// <param name="Eos">Any of these ends a generation; the first is put after a trained answer. Empty where there is none.</param>
public sealed record SpecialTokens(int? Bos, IReadOnlyList<int> Eos)
{
    public static SpecialTokens None { get; } = new(null, []);
}
