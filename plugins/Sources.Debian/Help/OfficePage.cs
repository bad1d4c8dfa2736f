using System.Net;
using System.Text.RegularExpressions;

namespace Clt.Plugins.Sources.Debian.Help;

/// <summary>Reads a page of LibreOffice's help, HTML made by its own style sheet (<c>online_transform.xsl</c>).</summary>
/// <remarks>
/// Left out: what a page takes from another (it is read there), links to related topics, the ways to a command, tables of icons, code.
/// </remarks>
internal static partial class OfficePage
{
    private static readonly HashSet<string> Void = ["br", "meta", "link", "img", "input", "hr", "col"];
    private static readonly HashSet<string> LeftOutNames = ["script", "style", "noscript", "pre", "nav"];
    private static readonly HashSet<string> LeftOutClasses =
    [
        "embedded",
        "relatedtopics",
        "howtoget",
        "icontable",
        "MAC",
        "WIN",
        "noteicon",
    ];

    public static PageDraft Read(string html)
    {
        var page = new PageDraft();
        var begin = html.IndexOf("id=\"DisplayArea\"", StringComparison.Ordinal);
        if (begin < 0)
            return page;
        begin = html.IndexOf('>', begin) + 1;
        var end = html.IndexOf("id=\"SearchFrame\"", begin, StringComparison.Ordinal);
        var open = new Stack<(string Name, bool LeftOut)>();
        foreach (Match match in Tokens().Matches(html[begin..(end < 0 ? html.Length : html.LastIndexOf('<', end))]))
        {
            var name = match.Groups["name"].Value;
            var leftOut = open.Count > 0 && open.Peek().LeftOut;
            if (name.Length == 0)
            {
                if (!leftOut)
                    page.Add(WebUtility.HtmlDecode(match.Value));
            }
            else if (match.Groups["end"].Length > 0)
            {
                while (open.TryPop(out var closed))
                {
                    if (!closed.LeftOut)
                        Close(page, closed.Name);
                    if (closed.Name == name)
                        break;
                }
            }
            else if (Void.Contains(name))
            {
                if (!leftOut && name == "br")
                    page.Add(" ");
            }
            else
            {
                var attributes = match.Groups["attributes"].Value;
                leftOut |= LeftOutNames.Contains(name) || LeftOutClasses.Contains(Class().Match(attributes).Groups[1].Value);
                open.Push((name, leftOut));
                if (!leftOut)
                    Open(page, name, attributes.Contains("itemprop=\"HowTo\"", StringComparison.Ordinal));
            }
        }

        page.End();
        return page;
    }

    private static void Open(PageDraft page, string name, bool steps)
    {
        switch (name)
        {
            case "ol" or "ul":
                page.BeginList(steps);
                break;
            case "li":
                page.BeginItem();
                break;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                page.Begin(BlockKind.Heading);
                break;
            case "tr":
                page.BeginRow();
                break;
            case "td" or "th":
                page.BeginCell();
                break;
            case "p" or "div":
                page.Begin(BlockKind.Paragraph);
                break;
        }
    }

    private static void Close(PageDraft page, string name)
    {
        switch (name)
        {
            case "ol" or "ul":
                page.EndList();
                break;
            case "li" or "tr":
                page.EndItem();
                break;
            case "h1":
                page.EndTitle();
                break;
            case "h2" or "h3" or "h4" or "h5" or "h6" or "p" or "div":
                page.End();
                break;
        }
    }

    [GeneratedRegex(
        """<!--.*?-->|<!\w[^>]*>|<(?<end>/?)(?<name>[a-z][a-z0-9]*)(?<attributes>(?:[^>"']|"[^"]*"|'[^']*')*)>|[^<]+|<""",
        RegexOptions.Singleline
    )]
    private static partial Regex Tokens();

    [GeneratedRegex("""\bclass="([^"]*)["]""")]
    private static partial Regex Class();
}
