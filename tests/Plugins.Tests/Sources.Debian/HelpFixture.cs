namespace Plugins.Tests.DebianSources;

/// <summary>Small packages of help, built with dpkg-deb: of LibreOffice in English and Japanese, of GNOME in one package.</summary>
internal static class HelpFixture
{
    /// <summary>The pages on topics that there are in English, German (GNOME) and Japanese.</summary>
    public const int Topics = 40;

    public static void Build(string folder)
    {
        DebPackage.Build(
            folder,
            "libreoffice-help-en-us",
            Office(
                "en-US",
                n =>
                    Page(
                        $"Birds of kind {n}",
                        $"Birds sing in the morning of day {n}.",
                        "To feed a bird:",
                        ["Open the cage.", $"Choose seed <b>{n}</b>."]
                    )
            )
        );
        DebPackage.Build(
            folder,
            "libreoffice-help-ja",
            Office(
                "ja",
                n =>
                    n switch
                    {
                        // Not translated; a step not translated; a step too few.
                        0 => Page(
                            "Birds of kind 0",
                            "Birds sing in the morning of day 0.",
                            "To feed a bird:",
                            ["Open the cage.", "Choose seed <b>0</b>."]
                        ),
                        1 => Page(
                            "種類 1 の鳥",
                            "1 日目の朝、鳥が鳴きます。とても長い文です。",
                            "餌のやり方",
                            ["Open the cage.", "種 1 を選びます。"]
                        ),
                        2 => Page("種類 2 の鳥", "2 日目の朝、鳥が鳴きます。", "餌のやり方", ["鳥かごを開きます。"]),
                        _ => Page(
                            $"種類 {n} の鳥",
                            $"{n} 日目の朝、鳥が鳴きます。",
                            "餌のやり方",
                            ["鳥かごを開きます。", $"種 {n} を選びます。"]
                        ),
                    }
            )
        );
        (string, string)[] guide =
        [
            (
                "usr/share/help/C/gnome-help/guide.page",
                "<page><title>Guide</title><section><title>Maps</title><p>All maps.</p></section></page>"
            ),
            (
                "usr/share/help/de/gnome-help/guide.page",
                "<page><title>Führer</title><section><title>Karten</title><p>All maps.</p></section></page>"
            ),
        ];
        DebPackage.Build(
            folder,
            "gnome-user-docs",
            [
                .. guide,
                .. Enumerable
                    .Range(0, Topics)
                    .SelectMany(n =>
                        new (string, string)[]
                        {
                            (
                                $"usr/share/help/C/gnome-help/map-{n}.page",
                                Mallard($"Look at map {n}", $"Maps show place {n}.", "Open the maps.", $"Find {n}.")
                            ),
                            (
                                $"usr/share/help/de/gnome-help/map-{n}.page",
                                Mallard($"Karte {n} ansehen", $"Karten zeigen Ort {n}.", "Öffnen Sie die Karten.", $"Suchen Sie {n}.")
                            ),
                        }
                    ),
            ]
        );
    }

    private static (string Path, string Text)[] Office(string tag, Func<int, string> page) =>
        [.. Enumerable.Range(0, Topics).Select(n => ($"usr/share/libreoffice/help/{tag}/text/birds/guide/kind{n}.html", page(n)))];

    /// <summary>As LibreOffice's style sheet writes it, with all that is not the page's own text.</summary>
    private static string Page(string title, string text, string heading, string[] steps) =>
        $"""
            <!DOCTYPE html><html><head><title>x</title><script type="text/javascript" src="help.js"></script></head><body>
            <header id="TopLeftHeader"><p>Help</p></header><div id="DisplayArea" itemprop="softwareHelp">
            <a name="bm"></a><meta itemprop="keywords" content="a > b">
            <h1 id="hd" dir="auto"><a name="a"></a>{title}
            </h1><p id="p1" class="paragraph">{text} Press
            <span class="switchinline"><span hidden="true" class="MAC">Command</span><span>Ctrl</span></span>+X&nbsp;&amp; go.</p>
            <div class="howtoget"><p class="howtogetheader">To access</p></div>
            <table><tr><td><p>A</p></td><td><p>{title} in a cell</p></td></tr></table>
            <h2>{heading}</h2><ol itemprop="HowTo" itemscope="true">{string.Concat(
                steps.Select(s => $"<li><p class=\"listitem\">{s}</p></li>\n")
            )}</ol>
            <h3>Code:</h3><div class="bascode"><pre><code>Print 1</code></pre></div>
            <div class="embedded"><h2>From elsewhere</h2><p>of another page</p></div>
            <div class="relatedtopics"><p>Related</p></div></div><div id="SearchFrame"></div><p>after</p></body></html>
            """;

    private static string Mallard(string title, string text, params string[] steps) =>
        $"""
            <?xml version="1.0" encoding="utf-8"?>
            <page xmlns="http://projectmallard.org/1.0/" type="topic" id="x"><info><desc>left out</desc></info><title>{title}</title>
            <p>{text}</p><steps>{string.Concat(steps.Select(s => $"<item><p>{s}</p></item>\n"))}</steps>
            <p>{text} <keyseq><key>Ctrl</key><key>M</key></keyseq></p><screen>ls</screen></page>
            """;
}
