using System.Xml;
using System.Xml.Linq;

namespace Clt.Plugins.Sources.Debian.Help;

/// <summary>Reads a page of GNOME's help, in Mallard (projectmallard.org/1.0).</summary>
/// <remarks>Left out: its information, pictures, links, code and screens; of alternatives the first is taken.</remarks>
internal static class MallardPage
{
    private static readonly HashSet<string> LeftOut = ["info", "media", "screen", "listing", "comment", "links", "thumb", "include"];

    /// <exception cref="XmlException">It is no XML.</exception>
    public static PageDraft Read(string xml)
    {
        var page = new PageDraft();
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };
        using var reader = XmlReader.Create(new StringReader(xml), settings);
        if (XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root is { } root)
            Walk(root, page);
        page.End();
        return page;
    }

    private static void Walk(XElement parent, PageDraft page)
    {
        foreach (var node in parent.Nodes())
        {
            if (node is XText text)
                page.Add(text.Value);
            else if (node is XElement element && !LeftOut.Contains(element.Name.LocalName))
                Read(element, page);
        }
    }

    private static void Read(XElement element, PageDraft page)
    {
        switch (element.Name.LocalName)
        {
            case "title":
                page.Begin(element.Parent!.Name.LocalName == "section" ? BlockKind.Heading : BlockKind.Paragraph);
                Walk(element, page);
                if (element.Parent.Name.LocalName == "page")
                    page.EndTitle();
                else
                    page.End();
                break;
            case "steps" or "list" or "terms":
                page.BeginList(element.Name.LocalName == "steps");
                Walk(element, page);
                page.EndList();
                break;
            case "item":
                page.BeginItem();
                Walk(element, page);
                page.EndItem();
                break;
            case "tr":
                page.BeginRow();
                Walk(element, page);
                page.EndItem();
                break;
            case "td":
                page.BeginCell();
                Walk(element, page);
                break;
            case "p":
                page.Begin(BlockKind.Paragraph);
                Walk(element, page);
                page.End();
                break;
            case "choose":
                if (element.Elements().FirstOrDefault() is { } first)
                    Walk(first, page);
                break;
            case "guiseq":
                page.Add(string.Join(" ▸ ", element.Elements().Select(e => e.Value)));
                break;
            case "keyseq":
                page.Add(string.Join("+", element.Elements().Select(e => e.Value)));
                break;
            default:
                Walk(element, page);
                break;
        }
    }
}
