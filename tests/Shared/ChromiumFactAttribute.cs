namespace Clt.Tests.Shared;

/// <summary>A fact that opens pages in Debian's Chromium; skipped, with the reason shown, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Browser is null ? "no chromium in PATH: apt-get install chromium" : null;

    /// <summary>The program; null where there is none.</summary>
    public static string? Browser { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Where(f => f.Length > 0)
            .SelectMany(f => new[] { "chromium", "chromium-browser" }.Select(n => Path.Combine(f, n)))
            .FirstOrDefault(File.Exists);
}
