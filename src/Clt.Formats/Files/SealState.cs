namespace Clt.Formats.Files;

/// <summary>What the checksum inside a text says of it.</summary>
public enum SealState
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>The text is as it was written.</summary>
    Holds,

    /// <summary>The text, or the checksum, was changed.</summary>
    Broken,
}
