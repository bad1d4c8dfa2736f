namespace Clt;

/// <summary>Sizes and variants of a decoder-only transformer: a stack of blocks and a head over the vocabulary.</summary>
public sealed record DecoderConfig : TransformerConfig
{
    /// <summary>Logits become cap · tanh(logit / cap); 0 for none.</summary>
    public double LogitSoftCap { get; init; }

    /// <summary>Multiplies logits.</summary>
    public double LogitScale { get; init; } = 1;
}
