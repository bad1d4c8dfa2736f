using System.CommandLine;
using Clt.Formats.Files;
using Clt.Plugins.Trust;
using Clt.Results.Tables;

namespace Clt.Host;

/// <summary>
/// <c>--trusted-plugins FILE</c>, on every verb: plugins that are not the build's own and not in the file are refused. Without it they run,
/// and are shown with their hash before they first do.
/// </summary>
internal static class TrustOption
{
    private const string Name = "--trusted-plugins";

    /// <summary>Names the file too, and tells processes that this one starts.</summary>
    public const string Variable = "CLT_TRUSTED_PLUGINS";

    public static Option<string?> Create() =>
        new(Name)
        {
            Description = "Refuse plugins that this file does not list by their hash (also CLT_TRUSTED_PLUGINS).",
            HelpName = "FILE",
            Recursive = true,
        };

    /// <summary>Before any plugin is loaded.</summary>
    /// <exception cref="InputException">The file is missing or broken.</exception>
    public static void Apply(ParseResult parsed)
    {
        if (parsed.GetValue<string?>(Name) is { } named)
            Environment.SetEnvironmentVariable(Variable, Path.GetFullPath(named));
        var file = Environment.GetEnvironmentVariable(Variable);
        var shown = Path.Combine(CacheFolder.Path, "plugins");
        PluginTrust.Current = new PluginTrust(
            string.IsNullOrEmpty(file) ? null : TrustedPlugins.Read(file),
            hash => CacheFile.Read(Path.Combine(shown, hash)) is not null,
            (hash, line) =>
            {
                Console.Error.WriteLine(Visible.Of(line));
                CacheFile.Keep(Path.Combine(shown, hash), line + "\n");
            }
        );
    }
}
