namespace Clt;

/// <summary>What an encoder computes from its hidden states.</summary>
public enum EncoderHead
{
    /// <summary>Nothing more: hidden states, and embeddings pooled from them.</summary>
    None,

    /// <summary>The tokens that masks stand for (Devlin et al. 2019).</summary>
    MaskedLanguageModel,

    /// <summary>Labels, or numbers, of a whole sequence, from its first token.</summary>
    Sequence,

    /// <summary>A label for each token.</summary>
    Tokens,

    /// <summary>A dependency tree: the head of each word and the relation to it, by biaffine scores (Dozat and Manning 2017).</summary>
    Arcs,

    /// <summary>A label of the whole sequence, and one for each token: intents and slots (Chen et al. 2019).</summary>
    Joint,
}
