namespace Clt.Plugins.Sources.Debian.Help;

/// <summary>What a block of a page is.</summary>
internal enum BlockKind
{
    Heading,
    Paragraph,

    /// <summary>An item of a list without an order.</summary>
    Item,

    /// <summary>An item of a list of steps.</summary>
    Step,
}
