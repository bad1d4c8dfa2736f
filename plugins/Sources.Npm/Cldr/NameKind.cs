namespace Clt.Plugins.Sources.Npm.Cldr;

/// <summary>Locale display names: what CLDR names in each language.</summary>
internal enum NameKind
{
    /// <summary>Countries and regions: <c>JP</c>, and groups of them: <c>030</c>.</summary>
    Territory,

    /// <summary>Languages, by the shortest code: <c>ja</c>.</summary>
    Language,

    /// <summary>Scripts: <c>Jpan</c>.</summary>
    Script,

    /// <summary>Currencies, by ISO 4217: <c>JPY</c>.</summary>
    Currency,
}
