namespace Clt.Serving.Http;

/// <summary>The files of the page, which lie in this assembly.</summary>
internal static class Asset
{
    private const string Prefix = "Clt.Serving.Page.";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    private static readonly Lazy<Dictionary<string, string>> Files = new(() =>
        typeof(Asset)
            .Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(n => $"/{n[Prefix.Length..]}", Read, StringComparer.Ordinal)
    );

    /// <summary>The text and type of a file by its path, such as <c>/page.js</c>; null where there is none. The root is the page.</summary>
    public static (string Text, string Type)? Find(string path)
    {
        path = path == "/" ? "/index.html" : path;
        return Files.Value.TryGetValue(path, out var text) ? (text, Types[Path.GetExtension(path)]) : null;
    }

    private static string Read(string name)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
