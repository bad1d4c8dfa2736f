namespace Clt.Plugins.Sources.Debian.Components;

/// <summary>
/// A component as DEP-11 lists it: its texts by AppStream's tags (<c>C</c> is English), descriptions as marked-up paragraphs.
/// </summary>
internal sealed record ListedComponent(
    string Id,
    IReadOnlyDictionary<string, string> Summaries,
    IReadOnlyDictionary<string, string> Descriptions
);
