using Clt.Formats.ChatTemplates;

namespace Clt.Engine.Tests.ChatTemplates;

/// <summary>
/// However a template is damaged or put together, it renders or is refused; never another exception, and never without end.
/// </summary>
public class TemplateFuzzTests
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

    private static readonly string[] Atoms =
    [
        "0",
        "1",
        "-1",
        "3",
        "2.5",
        "9223372036854775807",
        "1e300",
        "''",
        "'a b'",
        "'é👍'",
        "none",
        "true",
        "[]",
        "[1, 'a']",
        "(1,)",
        "{}",
        "{'k': [1]}",
        "messages",
        "undefined_name",
        "range(3)",
        "namespace(a=1)",
        "dict(a=1)",
    ];

    private static readonly string[] Operators =
    [
        "+",
        "-",
        "*",
        "/",
        "//",
        "%",
        "**",
        "~",
        "==",
        "!=",
        "<",
        ">=",
        "in",
        "not in",
        "and",
        "or",
    ];

    private static readonly string[] Suffixes =
    [
        "|tojson",
        "|trim",
        "|length",
        "|string",
        "|items",
        "|default(1)",
        "|join(',')",
        "|dictsort",
        "|list",
        "|map('upper')",
        "|map(attribute='k')",
        "|select",
        "|selectattr('k')",
        "|reject('odd')",
        "|upper",
        "|capitalize",
        "|title",
        "|replace('a', 'b')",
        "|first",
        "|last",
        "|reverse",
        "|unique",
        "|int",
        "|float",
        "|abs",
        "[0]",
        "[-1]",
        "['k']",
        "[1:]",
        "[::-1]",
        "[::0]",
        ".k",
        ".split()",
        ".strip('a')",
        ".startswith('a')",
        ".get('k')",
        ".items()",
        ".find('b')",
        ".count('')",
        ".splitlines()",
        ".removeprefix('a')",
        " is odd",
        " is divisibleby(0)",
        " is in [1]",
        " is string",
        "()",
        "(1, a=2)",
        " if true else 2",
    ];

    private static readonly ChatRequest Talk = ChatRequest.Of((Role.User, "2 + 2?"), (Role.Assistant, "4"), (Role.User, "x y"));

    [Fact]
    public void The_whole_template_renders() => ChatTemplate.Parse(Whole).Render(Talk).Text.ShouldContain("<user>2 + 2?</r>");

    [Fact]
    public void Damaged_characters()
    {
        var (refused, rendered) = (0, 0);
        for (var trial = 0; trial < 600; trial++)
        {
            var rng = new Seed(5).Stream($"characters {trial}").Generator();
            var text = new System.Text.StringBuilder(Whole);
            for (var n = 1 + rng.Next(3); n > 0; n--)
            {
                var at = rng.Next(text.Length);
                if (rng.Next(2) == 0)
                    text.Remove(at, 1);
                else
                    text[at] = text[rng.Next(text.Length)];
            }

            if (Renders(text.ToString()))
                rendered++;
            else
                refused++;
        }

        refused.ShouldBeGreaterThan(100);
        rendered.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Random_expressions()
    {
        var rendered = 0;
        for (var trial = 0; trial < 4000; trial++)
        {
            var rng = new Seed(6).Stream($"expression {trial}").Generator();
            if (Renders("{{ " + Expression(rng, 2) + " }}"))
                rendered++;
        }

        rendered.ShouldBeGreaterThan(500);
    }

    private static string Expression(Rng rng, int depth)
    {
        if (depth == 0)
            return Atoms[rng.Next(Atoms.Length)];
        var left = Expression(rng, depth - 1);
        return rng.Next(2) == 0
            ? $"({left}){Suffixes[rng.Next(Suffixes.Length)]}"
            : $"({left} {Operators[rng.Next(Operators.Length)]} {Expression(rng, depth - 1)})";
    }

    private static bool Renders(string template)
    {
        try
        {
            ChatTemplate.Parse(template).Render(Talk);
            return true;
        }
        catch (InputException)
        {
            return false;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(template, e);
        }
    }
}
