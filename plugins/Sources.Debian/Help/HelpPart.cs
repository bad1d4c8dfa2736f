namespace Clt.Plugins.Sources.Debian.Help;

/// <summary>What a record is made of.</summary>
internal enum HelpPart
{
    /// <summary>A page.</summary>
    Pages,

    /// <summary>A list of steps.</summary>
    HowTos,
}
