namespace Clt.Plugins.Models.Recurrent;

/// <summary>Sizes of a bidirectional LSTM, and what is random in its training.</summary>
/// <param name="Layers">At least 1.</param>
/// <param name="Width">Hidden size of each direction.</param>
/// <param name="Dropout">Share of words, of what layers give on, and of what labels read, in [0, 1).</param>
/// <param name="Noise">Standard deviation of Gaussian noise on words, 0 or more.</param>
/// <param name="Context">Most words of a text.</param>
internal sealed record BiLstmSettings(int Layers, int Width, double Dropout, double Noise, int Context)
{
    private const string Where = "BiLstm";

    public IReadOnlyList<(string Key, object? Value)> Fields =>
        [("layers", Layers), ("width", Width), ("dropout", Dropout), ("noise", Noise), ("context", Context)];

    public string Text => FormattableString.Invariant($"BiLSTM, {Layers} layers of {Width} each way, dropout {Dropout:R}, noise {Noise:R}");

    /// <summary>What is out of range.</summary>
    public IEnumerable<Problem> Problems()
    {
        foreach (var (name, value) in new[] { ("layers", Layers), ("width", Width), ("context", Context) })
        {
            if (value < 1)
                yield return new Problem($"{name} is {value}", Where, "Give a positive number.");
        }

        if (!(Dropout is >= 0 and < 1))
            yield return new Problem(FormattableString.Invariant($"dropout is {Dropout}"), Where, "Give a share in [0, 1).");
        if (!(Noise >= 0))
            yield return new Problem(FormattableString.Invariant($"noise is {Noise}"), Where, "Give a deviation of 0 or more.");
    }
}
