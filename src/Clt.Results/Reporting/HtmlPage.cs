namespace Clt.Results.Reporting;

/// <summary>The frame of a self-contained page: nothing is fetched, nothing runs.</summary>
internal static class HtmlPage
{
    private static readonly Lazy<string> Style = new(() =>
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    private static string Foot(string intervals) => intervals.Length > 0 ? $"{Svg.Text(intervals)} " : "";

    /// <summary>The page; its text is well-formed XML after the document type.</summary>
    /// <param name="title">The study.</param>
    /// <param name="body">What it says, as HTML.</param>
    /// <param name="intervals">How the intervals in it were made; empty where there are none.</param>
    public static string Render(string title, string body, string intervals) =>
        $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <title>{Svg.Text(title)} · transfer report</title>
            <style>
            {Style.Value}</style>
            </head>
            <body>
            <main>
            {body}<footer>{Foot(
                intervals
            )}Cells are named by the hash of everything that can change their numbers; <code>cells/&lt;name&gt;/cell.yaml</code> is the
            text that was hashed.</footer>
            </main>
            </body>
            </html>

            """;
}
