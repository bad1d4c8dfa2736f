using Clt.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Clt.Plugins.Tasks;

/// <summary>
/// Prompt templates by language, from a YAML or JSON file: a language's tag, and below it <c>prompt</c>, <c>completion</c> and
/// <c>reference</c>. What an entry leaves out is as the recipe says; <c>others</c> stands for each language that is not named.
/// </summary>
internal sealed class TemplateFile
{
    private const string Others = "others";
    private static readonly string[] Keys = ["prompt", "completion", "reference"];

    private readonly string _path;
    private readonly List<Problem> _faults = [];

    private TemplateFile(string path) => _path = path;

    /// <summary>The templates by language code; those for all other languages under an empty text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="prompt">The prompt of entries without one.</param>
    /// <param name="completion">The completion of entries without one.</param>
    /// <param name="reference">The reference of entries without one, or null.</param>
    /// <exception cref="InputException">It cannot be read, or an entry is wrong: every fault with its line.</exception>
    public static IReadOnlyDictionary<string, PromptTemplates> Read(string path, string prompt, string completion, string? reference)
    {
        try
        {
            // JSON is YAML too.
            var documents = ShallowParser.Documents(File.ReadAllText(path));
            return new TemplateFile(path).Entries(documents.Count == 0 ? null : documents[0].RootNode, prompt, completion, reference);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"the templates cannot be read: {fault.Message}",
                path,
                "Name a file that is there; Beside(\"…\") finds one beside the recipe.",
                fault
            );
        }
        catch (YamlException fault)
        {
            throw new InputException(
                $"neither YAML nor JSON: {fault.Message}",
                $"{path}({fault.Start.Line},{fault.Start.Column})",
                "Mend the syntax there.",
                fault
            );
        }
    }

    private Dictionary<string, PromptTemplates> Entries(YamlNode? root, string prompt, string completion, string? reference)
    {
        var made = new Dictionary<string, PromptTemplates>(StringComparer.Ordinal);
        if (root is not YamlMappingNode { Children.Count: > 0 } entries)
            throw new InputException("it names no language", _path, "Write a tag such as ja: and below it prompt: and completion:.");
        foreach (var (name, value) in entries.Children)
        {
            var tag = (name as YamlScalarNode)?.Value ?? "";
            var known = Language.TryParse(tag, out var language);
            if (!known && tag != Others)
                Fault(
                    name,
                    $"there is no language '{tag}'",
                    "Use ISO 639 codes such as de, ja, pt-BR, or 'others' for all that are not named."
                );
            var texts = Texts(value);
            var code = language?.Code ?? "";
            if (made.ContainsKey(code))
                Fault(name, $"'{tag}' stands here twice", "Write one entry a language.");
            try
            {
                made[code] = PromptTemplates.Of(
                    texts.GetValueOrDefault("prompt", prompt),
                    texts.GetValueOrDefault("completion", completion),
                    texts.GetValueOrDefault("reference") ?? reference,
                    Place(name)
                );
            }
            catch (InputException e)
            {
                _faults.AddRange(e.Problems);
            }
        }

        return _faults.Count == 0 ? made : throw new InputException(_faults);
    }

    private Dictionary<string, string> Texts(YamlNode node)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (node is not YamlMappingNode { Children.Count: > 0 } mapping)
        {
            Fault(node, "an entry has no templates", "Write prompt: and completion: below the language.");
            return texts;
        }

        foreach (var (name, value) in mapping.Children)
        {
            var key = (name as YamlScalarNode)?.Value ?? "";
            if (!Keys.Contains(key))
                Fault(name, $"unknown key '{key}'", Suggest.DidYouMean(key, Keys, $"The keys are {string.Join(", ", Keys)}."));
            else if (value is YamlScalarNode { Value: { } text })
                texts[key] = text;
            else
                Fault(value, $"'{key}' is no text", "Write a text, in quotes where it holds braces or colons.");
        }

        return texts;
    }

    private void Fault(YamlNode node, string what, string mend) => _faults.Add(new Problem(what, Place(node), mend));

    private string Place(YamlNode node) => $"{_path}({node.Start.Line},{node.Start.Column})";
}
