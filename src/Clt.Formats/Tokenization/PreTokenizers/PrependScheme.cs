namespace Clt.Formats.Tokenization.PreTokenizers;

/// <summary>Where Metaspace puts its mark before a text that does not start with it.</summary>
internal enum PrependScheme
{
    Always,

    /// <summary>Only at the start of the original text.</summary>
    First,
    Never,
}
