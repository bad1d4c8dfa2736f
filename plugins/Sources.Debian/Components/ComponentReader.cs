using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Clt.Plugins.Sources.Debian.Components;

/// <summary>
/// Reads a file <c>Components-amd64.yml</c> (wiki.debian.org/DEP-11): a YAML document a component, after one on the archive.
/// </summary>
internal static class ComponentReader
{
    /// <exception cref="YamlException">It is no YAML, or of another form.</exception>
    public static IEnumerable<ListedComponent> ReadAll(TextReader text)
    {
        var parser = new Parser(text);
        parser.Consume<StreamStart>();
        while (parser.TryConsume<DocumentStart>(out _))
        {
            var (id, summaries, descriptions) = ("", new Dictionary<string, string>(), new Dictionary<string, string>());
            parser.Consume<MappingStart>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                switch (parser.Consume<Scalar>().Value)
                {
                    case "ID":
                        id = parser.Consume<Scalar>().Value;
                        break;
                    case "Summary":
                        summaries = Texts(parser);
                        break;
                    case "Description":
                        descriptions = Texts(parser);
                        break;
                    default:
                        parser.SkipThisAndNestedEvents();
                        break;
                }
            }

            parser.Consume<DocumentEnd>();
            if (id.Length > 0 && summaries.Count > 0 && descriptions.Count > 0)
                yield return new ListedComponent(id, summaries, descriptions);
        }
    }

    private static Dictionary<string, string> Texts(Parser parser)
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var tag = parser.Consume<Scalar>().Value;
            texts[tag] = parser.Consume<Scalar>().Value;
        }

        return texts;
    }
}
