using System.Text.Json;

namespace Clt.Plugins.Tasks;

/// <summary>
/// Supervised fine-tuning on prompts and completions of any data: both are templates with a record's fields in braces, one for all
/// languages or one each, plain or as turns of the model's chat template.
/// </summary>
internal sealed class Prompted : ITask
{
    /// <summary>By language code; an empty one for all others.</summary>
    private readonly IReadOnlyDictionary<string, PromptTemplates> _templates;
    private readonly string? _file;

    public Prompted(
        ISource source,
        string prompt,
        string completion,
        string? reference,
        string? templates,
        string metric,
        int newTokens,
        bool chat,
        IReadOnlyList<string>? stop,
        string name
    )
    {
        var problems = new Problems();
        problems.Check(newTokens >= 1, $"newTokens is {newTokens}", $"task {name}", "Give at least 1.");
        problems.Check(
            name.Length > 0 && !name.Any(char.IsWhiteSpace),
            $"'{name}' is no name for a task",
            "Prompted, name",
            "Use letters, digits and dashes."
        );
        IReadOnlyDictionary<string, PromptTemplates> read = new Dictionary<string, PromptTemplates>();
        problems.Try(() =>
        {
            var common = PromptTemplates.Of(prompt, completion, reference, $"task {name}");
            read = templates is null
                ? new Dictionary<string, PromptTemplates> { [""] = common }
                : TemplateFile.Read(templates, prompt, completion, reference);
        });
        IReadOnlyList<string> ends = [];
        // As lm-evaluation-harness: a base model goes on with a question of its own after a blank line.
        problems.Try(() => ends = StopStrings.Of(stop, chat, ["\n\n"], name));
        problems.ThrowIfAny();
        (Source, _templates, _file) = (source, read, templates);
        Info = new TaskInfo(name, "complete a prompt made of a record's fields", Settings(), Scoring.Generate, [metric], newTokens)
        {
            FewShot = chat ? new FewShot(0, Format: PromptFormat.Chat) : null,
            Stop = ends,
        };
    }

    public TaskInfo Info { get; }

    public ISource Source { get; }

    public Example Format(Record record) => Templates(record.Language).Of(record, Info.Name);

    private PromptTemplates Templates(Language language)
    {
        if (_templates.TryGetValue(language.Code, out var own) || _templates.TryGetValue("", out own))
            return own;
        throw new InputException(
            $"the templates have none for {language.Code}",
            $"task {Info.Name}, {_file}",
            $"Add an entry '{language.Short}:', or 'others:' for all languages that are not named."
        );
    }

    /// <summary>The texts themselves: where the file lies and how it is written changes no example.</summary>
    private Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>();
        foreach (var (code, templates) in _templates.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            string?[] texts = [templates.Prompt.Text, templates.Completion.Text, templates.Reference?.Text];
            settings[code.Length == 0 ? "templates" : $"templates {code}"] = JsonSerializer.Serialize(texts);
        }

        return settings;
    }
}
