namespace Clt;

/// <summary>Which language the solved examples of a few-shot prompt are in.</summary>
public enum ExemplarLanguage
{
    /// <summary>The item's own language; each language draws its own examples.</summary>
    Native,

    /// <summary>English, whatever the item's language.</summary>
    English,

    /// <summary>The examples drawn for English, in the item's language: for sources whose items have translations.</summary>
    Translated,
}
