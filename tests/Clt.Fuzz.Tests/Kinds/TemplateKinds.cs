using System.Text;
using Clt.Formats.ChatTemplates;

namespace Clt.Fuzz.Tests.Kinds;

/// <summary>Templates: of conversations, as model folders have them, and of prompts by language.</summary>
internal static class TemplateKinds
{
    private const string Whole = """
        {%- if tools is defined and tools is not none %}{{ tools|tojson(indent=2) }}{% endif -%}
        {%- set ns = namespace(n=0, last='') %}{% macro turn(m, end='<e>') -%}
        <{{ m.role|lower }}>{{ m['content']|trim }}{{ end }}{% endmacro %}
        {%- for m in messages if m.role != 'tool' %}{% set ns.n = ns.n + loop.index0 * 2 - 1 // 3 %}
        {%- if m.content is string and m.content[:1] in ['2', '3'] or loop.last %}{{ turn(m, end='</' ~ m.role[-1] ~ '>') }}
        {%- elif not m.content.startswith('x') %}{{ m.content.split(' ')|join('-')|replace('+', 'plus')|upper }}
        {%- else %}{% break %}{% endif %}{% endfor %}
        {%- if add_generation_prompt %}{{ {'a': [1, 2.5, none, true], 'b': ('x',)}|dictsort|tojson }}<assistant>{% endif %}{{ ns.n }}
        """;

    private const string Simple = """
        {{ bos_token }}{% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}
        {{ raise_exception('Roles must alternate') }}{% endif %}{% generation %}[{{ message.content * 2 }}]{% endgeneration %}{% endfor %}
        {% for i in range(3) %}{{ "%03d|%s" | format(i, 'x' * i) }}{% endfor %}
        """;

    private const string PromptsYaml = """
        en:
          prompt: "Question: {question}\nAnswer: "
          completion: "{answer}"
        de:
          prompt: "Frage: {question}\nAntwort: "
        others:
          reference: "{answer}"
        """;

    private static readonly ChatRequest Talk = ChatRequest.Of((Role.User, "2 + 2?"), (Role.Assistant, "4"), (Role.User, "x y"));

    public static FuzzKind Chat() =>
        new(
            "chat template",
            [
                new Dictionary<string, byte[]> { ["chat_template.jinja"] = Encoding.UTF8.GetBytes(Whole) },
                new Dictionary<string, byte[]>
                {
                    ["tokenizer_config.json"] = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
                        new { bos_token = "<s>", chat_template = Simple }
                    ),
                },
                new Dictionary<string, byte[]> { ["chat_template.jinja"] = Encoding.UTF8.GetBytes(Simple) },
            ],
            _ => true,
            folder => ChatTemplateFile.Load(folder)?.Render(Talk)
        );

    public static FuzzKind Prompts() =>
        FuzzKind.OfFile(
            "prompt templates",
            "prompts.yaml",
            [PromptsYaml, "{\"en\": {\"prompt\": \"{question}\", \"completion\": \"{answer}\"}}"],
            path =>
            {
                var task = Plugins.Tasks.PromptedRecipes.Prompted(new Sums(), templates: path);
                foreach (var record in task.Source.Read(new SourceRequest(Sums.English, Split.Train, Sums.Context)))
                    task.Format(record);
            }
        );
}
