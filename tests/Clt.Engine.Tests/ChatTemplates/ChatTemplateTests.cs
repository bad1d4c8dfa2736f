using System.Text.Json.Nodes;
using Clt.Formats.ChatTemplates;

namespace Clt.Engine.Tests.ChatTemplates;

public class ChatTemplateTests
{
    private static readonly ChatRequest Empty = ChatRequest.Of();

    private static readonly ChatRequest Talk = ChatRequest.Of(
        (Role.User, "2 + 2?"),
        (Role.Assistant, "4"),
        (Role.User, "3 + 3?"),
        (Role.Assistant, "6")
    );

    [Theory]
    [InlineData("a\n  {% if true %}\n  b\n  {% endif %}\nc\n", "a\n  b\nc")]
    [InlineData("x {%- if true -%} \n y {%- endif %} z", "xy z")]
    [InlineData("  {{ 'a' }}\n b", "  a\n b")]
    [InlineData("  {%+ if true %}a{% endif +%}\nb", "  a\nb")]
    [InlineData("a {#- c -#} b", "ab")]
    [InlineData("a\r\n{# c #}\r\nb", "a\nb")]
    public void White_space_is_kept_and_dropped_as_in_jinja(string source, string expected) => Render(source).ShouldBe(expected);

    [Theory]
    [InlineData("{{ 1 + 2 * 3 - 4 // 3 }} {{ 7 % 3 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 2 ** 3 }} {{ 1 / 2 }}", "6 1 -4 2 8 0.5")]
    [InlineData("{{ [1, 'a', none, true, 1.0, {'k': (1,)}] }}", "[1, 'a', None, True, 1.0, {'k': (1,)}]")]
    [InlineData("{{ \"it's\" }} {{ [\"it's\"] }} {{ 'a' 'b' }}", "it's [\"it's\"] ab")]
    [InlineData("{{ 1e3 if false else 1.5 }}{{ 'x' if false }}|", "1.5|")]
    [InlineData("{{ 1 < 2 < 3 }} {{ 'a' not in 'abc' }} {{ not 'x' in [] }} {{ 1 == true }}", "True False True True")]
    [InlineData("{{ '👍é'|length }} {{ '👍éx'[1] }} {{ '👍éx'[::-1] }} {{ [1,2,3][-2:] }}", "2 é xé👍 [2, 3]")]
    [InlineData(
        "{{ {'b': 1, 'A': 2}|dictsort }} {{ {'a': 'é'}|tojson }} {{ {'a': [1, 2]}|tojson(indent=2) }}",
        "[('A', 2), ('b', 1)] {\"a\": \"é\"} {\n  \"a\": [\n    1,\n    2\n  ]\n}"
    )]
    [InlineData("{{ 'é👍'|tojson(ensure_ascii=true) }}", "\"\\u00e9\\ud83d\\udc4d\"")]
    [InlineData(
        "{{ undefined_name }}{{ undefined_name is defined }}{{ undefined_name|default('x') }}{{ ''|default('y', true) }}",
        "Falsexy"
    )]
    [InlineData(
        "{{ 'a,b'.split(',')|join('-') }} {{ ' x '.strip() }} {{ 'xay'.rstrip('y') }} {{ 'AbC'|lower|capitalize }}",
        "a-b x xa Abc"
    )]
    [InlineData(
        "{% set ns = namespace(n=0) %}{% for i in range(5) if i % 2 %}{% set ns.n = ns.n + i %}{{ loop.last }}{% endfor %}{{ ns.n }}",
        "FalseTrue4"
    )]
    [InlineData("{% set n = 0 %}{% for i in [1, 2] %}{% set n = i %}{% endfor %}{{ n }}", "0")]
    [InlineData("{% macro m(a, b='!') %}{{ a }}{{ b }}{% endmacro %}{{ m('x') }}{{ m('y', b='?') }}", "x!y?")]
    [InlineData(
        "{% for k, v in {'a': 1}.items() %}{{ k }}={{ v }}{% else %}none{% endfor %}{% for x in [] %}{% else %}none{% endfor %}",
        "a=1none"
    )]
    [InlineData(
        "{% for i in range(9) %}{% if i == 1 %}{% continue %}{% endif %}{% if i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}",
        "02"
    )]
    [InlineData("{% set x %}a{{ 1 }}{% endset %}{{ x ~ 2 }}", "a12")]
    [InlineData("{{ strftime_now('%d %b %Y, %H:%M') }}", "01 Jan 2025, 00:00")]
    public void Expressions_and_statements_mean_what_they_mean_in_python(string source, string expected) =>
        Render(source).ShouldBe(expected);

    [Theory]
    [InlineData("x\n{% if %}", 2, "expression")]
    [InlineData("{% for x in y %}", 1, "'endfor'")]
    [InlineData("{{ 'a' | nonsense }}", 1, "'nonsense'")]
    [InlineData("{% include 'x' %}", 1, "'include'")]
    [InlineData("{{ a.b.c }}", 1, "'a' is undefined")]
    [InlineData("{{ '' + 1 }}", 1, "str and int")]
    [InlineData("\n\n{{ raise_exception('no') }}", 3, "no")]
    [InlineData("{{ [].append(1) }}", 1, "would change")]
    [InlineData("{{ 'x", 1, "not closed")]
    [InlineData("{{ 1 // 0 }}", 1, "zero")]
    public void Errors_name_the_line(string source, int line, string what)
    {
        var problem = Should.Throw<InputException>(() => Render(source)).Problems[0];
        problem.Where.ShouldBe($"chat template({line})");
        problem.What.ShouldContain(what);
    }

    [Theory]
    [InlineData("{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")]
    [InlineData("{% set ns = namespace(s='xxxxxxxxxxxxxxxx') %}{% for i in range(99) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}")]
    [InlineData("{% set ns = namespace(l=[1]) %}{% for i in range(99) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}")]
    [InlineData(
        "{% set ns = namespace(l=[1]) %}{% for i in range(99) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l == [ns.l[0], ns.l[0]] }}"
    )]
    [InlineData("{% set ns = namespace(l=[]) %}{% for i in range(99999) %}{% set ns.l = [ns.l] %}{% endfor %}{{ ns.l|tojson }}")]
    [InlineData("{{ 'x' * 999999999999 }}")]
    [InlineData("{% set s = 'x' * 9999999 %}{{ s|replace('x', s) }}")]
    [InlineData("{% set s = 'x' * 30000000 %}{% for i in range(99999) %}{% if 'y' in s %}{% endif %}{% endfor %}")]
    [InlineData("{{ range(99999999999)|list }}")]
    [InlineData("{{ [1]|tojson(indent=999999999) }}")]
    public void A_template_without_end_or_bounds_is_stopped(string source) => Should.Throw<InputException>(() => Render(source));

    [Fact]
    public void Deep_nesting_is_an_error_and_no_crash()
    {
        Should.Throw<InputException>(() => Render("{{ " + new string('(', 100_000) + " }}"));
        Should.Throw<InputException>(() => Render("{{ " + string.Join('+', Enumerable.Repeat("1", 200_000)) + " }}"));
    }

    [Fact]
    public void Generation_blocks_give_the_segments()
    {
        var template = ChatTemplate.Parse(
            "{% for m in messages %}{% if m.role == 'assistant' %}<a>{% generation %}{{ m.content }}</a>{% endgeneration %}{% else "
                + "%}<u>{{ m.content }}{% endif %}{% endfor %}"
        );
        template.MarksAssistant.ShouldBeTrue();
        template
            .Segments(Talk)
            .ShouldBe([
                Written("<u>2 + 2?<a>", Role.Text, false),
                Written("4", Role.Assistant, true),
                Written("</a>", Role.Text, true),
                Written("<u>3 + 3?<a>", Role.Text, false),
                Written("6", Role.Assistant, true),
                Written("</a>", Role.Text, true),
            ]);
    }

    [Fact]
    public void Only_turns_that_are_asked_for_are_trained()
    {
        var template = ChatTemplate.Parse(Turns("{{ m.content }}<e>"));
        string.Concat(template.Segments(Talk, trained: new HashSet<int> { 3 }).Where(s => s.Train).Select(s => s.Text)).ShouldBe("6<e>");
        var marked = ChatTemplate.Parse(Turns("{% generation %}{{ m.content }}<e>{% endgeneration %}"));
        marked.Segments(Talk, trained: new HashSet<int> { 3 }).ShouldBe(template.Segments(Talk, trained: new HashSet<int> { 3 }));
    }

    [Fact]
    public void Without_them_prefixes_give_the_same_segments()
    {
        var marked = ChatTemplate.Parse(Turns("{% generation %}{{ m.content }}<e>{% endgeneration %}"));
        var plain = ChatTemplate.Parse(Turns("{{ m.content }}<e>"));
        plain.MarksAssistant.ShouldBeFalse();
        plain.Segments(Talk).ShouldBe(marked.Segments(Talk));
        plain.Segments(Talk).Count(s => s.Train).ShouldBe(4, "words and ends of two turns");
    }

    [Fact]
    public void A_template_whose_earlier_turns_change_is_refused()
    {
        var template = ChatTemplate.Parse(
            "{% for m in messages %}<{{ m.role }}>{{ m.content }}{% if loop.last %}<e>{% endif %}{% endfor %}{% if "
                + "add_generation_prompt %}<assistant>{% endif %}"
        );
        var error = Should.Throw<InputException>(() => template.Segments(Talk));
        error.Message.ShouldContain("{% generation %}");
    }

    [Fact]
    public void A_final_message_can_be_continued()
    {
        var template = ChatTemplate.Parse("{% for m in messages %}[{{ m.content|trim }}]{% endfor %}");
        template.Render(Talk with { ContinueFinalMessage = true }).Text.ShouldBe("[2 + 2?][4][3 + 3?][6");
        Should.Throw<InputException>(() => template.Render(Empty with { ContinueFinalMessage = true }));
    }

    [Fact]
    public void The_messages_given_are_not_changed()
    {
        var message = new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = "x",
            ["reasoning"] = "r",
        };
        var request = new ChatRequest { Messages = [message], ContinueFinalMessage = true };
        ChatTemplate.Parse("{{ messages[0].thinking }}{{ messages[0].content }}").Render(request).Text.ShouldBe("rx");
        message.ToJsonString().ShouldBe("""{"role":"assistant","content":"x","reasoning":"r"}""");
    }

    private static Segment Written(string text, Role role, bool train) => new(text, role, train) { MatchSpecialTokens = true };

    private static string Turns(string assistant) =>
        "{% for m in messages %}{% if m.role == 'assistant' %}<assistant>"
        + assistant
        + "{% else %}<u>{{ m.content }}{% endif %}{% endfor %}"
        + "{% if add_generation_prompt %}<assistant>{% endif %}";

    private static string Render(string source) => ChatTemplate.Parse(source).Render(Empty).Text;
}
