namespace Clt;

/// <summary>
/// An encoder-decoder transformer: two stacks over one embedding. <see cref="ModelConfig.WeightNames"/> are those of embedding, head and
/// logit bias; <see cref="ModelConfig.Eos"/> ends what the decoder writes.
/// </summary>
public sealed record SequenceToSequenceConfig : ModelConfig
{
    /// <summary>The stack that reads the source; not causal.</summary>
    public required StackConfig Encoder { get; init; }

    /// <summary>The stack that writes; causal, with cross-attention, as wide as the encoder.</summary>
    public required StackConfig Decoder { get; init; }

    /// <summary>Width D of the hidden states.</summary>
    public int HiddenSize => Decoder.HiddenSize;

    /// <summary>Multiplies logits.</summary>
    public double LogitScale { get; init; } = 1;

    /// <summary>The files hold a bias of the logits that is not trained (mBART's <c>final_logits_bias</c>).</summary>
    public bool LogitBias { get; init; }

    /// <summary>The token before the first that is generated.</summary>
    public required int DecoderStart { get; init; }

    /// <summary>
    /// In training the decoder begins with the last label (mBART: the language's code), not with <see cref="DecoderStart"/>.
    /// </summary>
    public bool StartsWithLastLabel { get; init; }

    /// <summary>
    /// Sources stand in the whole frame of an encoder's texts, its beginning token included; answers have what ends that frame alone,
    /// behind <see cref="DecoderStart"/>. So in a model that was begun from an encoder.
    /// </summary>
    public bool SourcesBegin { get; init; }

    /// <summary>The first generated token, whatever the logits say (mBART-50: the language's code); null for none.</summary>
    public int? ForcedBos { get; init; }

    /// <summary>The last token where a generation reaches its greatest length; null for none.</summary>
    public int? ForcedEos { get; init; }

    /// <summary>These settings with those of a <c>generation_config.json</c>, which has precedence.</summary>
    public SequenceToSequenceConfig With(ConfigReader generation) =>
        this with
        {
            DecoderStart = generation.Id("decoder_start_token_id") ?? DecoderStart,
            ForcedBos = generation.Id("forced_bos_token_id") ?? ForcedBos,
            ForcedEos = generation.Id("forced_eos_token_id") ?? ForcedEos,
        };

    /// <summary>What the decoder reads when it is to write the labels: all of them one place later, behind the start.</summary>
    /// <param name="labels">Token ids, at least one.</param>
    public int[] DecoderInput(IReadOnlyList<int> labels) => [StartsWithLastLabel ? labels[^1] : DecoderStart, .. labels.SkipLast(1)];
}
