namespace Clt.Plugins.Metrics.Overlap;

/// <summary>sacreBLEU's tokenizers.</summary>
public enum BleuTokenizer
{
    /// <summary>mteval-v13a: the default for BLEU.</summary>
    V13a,

    /// <summary>mteval-v14's international tokenization: punctuation and symbols of all scripts.</summary>
    Intl,

    /// <summary>Chinese characters one by one, the rest as 13a.</summary>
    Zh,

    /// <summary>Every character.</summary>
    Char,

    /// <summary>Only white space separates.</summary>
    None,

    /// <summary>Japanese words of the machine's MeCab with the IPA dictionary; without them it is refused.</summary>
    JaMecab,

    /// <summary>Korean words of the machine's MeCab (mecab-ko) with mecab-ko-dic; without them it is refused.</summary>
    KoMecab,
}
