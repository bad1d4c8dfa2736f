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

    /// <summary>The page; its text is well-formed XML after the document type.</summary>
    public static string Render(string title, string body) => $"""
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
        {body}<footer>Intervals are 95 % percentile intervals of a bootstrap that resamples items, with all their translations, and seeds; a seed brings its base where the study trains one for each. Cells are named by the hash of everything that can change their numbers; <code>cells/&lt;name&gt;/cell.yaml</code> is the text that was hashed.</footer>
        </main>
        </body>
        </html>

        """;
}
