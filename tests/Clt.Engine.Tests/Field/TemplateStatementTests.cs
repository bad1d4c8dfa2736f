using Clt.Formats.ChatTemplates;

namespace Clt.Engine.Tests.Field;

/// <summary>
/// Blocks, macros and loops of templates, and expressions over several lines: what Jinja2 3.1 makes of the same, in the environment that
/// transformers sets up.
/// </summary>
public sealed class TemplateStatementTests
{
    [Theory]
    [InlineData("{% macro m(a) %}<{{ a }}:{{ caller() }}>{% endmacro %}{% call m('x') %}body{% endcall %}", "<x:body>")]
    [InlineData(
        "{% macro list(items) %}{% for i in items %}[{{ caller(i, loop.index) }}]{% endfor %}{% endmacro %}"
            + "{% call(item, n) list(['अ','ब']) %}{{ n }}={{ item }}{% endcall %}",
        "[1=अ][2=ब]"
    )]
    [InlineData("{% macro m() %}{{ varargs }}|{{ kwargs }}{% endmacro %}{{ m(1, 2, k='v') }}", "(1, 2)|{'k': 'v'}")]
    [InlineData(
        "{% macro m(a, b=2, c=b) %}{{ a }},{{ b }},{{ c }}{{ varargs }}{% endmacro %}{{ m(*[1, 5, 6, 7]) }} {{ m(**{'a': 0, 'c': 9}) }}",
        "1,5,6(7,) 0,2,9()"
    )]
    [InlineData("{% macro m() %}{{ caller is defined }}{% endmacro %}{{ m() }}", "False")]
    [InlineData("{% macro m(a, b) %}{{ a }}{{ b is defined }}{% endmacro %}{{ m(1) }}", "1False")]
    [InlineData("{% filter upper %}straße {{ 'é' }}{% endfilter %}", "STRASSE É")]
    [InlineData("{% filter replace('a', 'b')|trim %}  a-a  {% endfilter %}", "b-b")]
    [InlineData("{% filter indent(2, true) %}a\nb{% endfilter %}", "  a\n  b")]
    [InlineData("{% set x = 1 %}{% filter upper %}{% set x = 2 %}q{{ x }}{% endfilter %}{{ x }}", "Q21")]
    [InlineData("{% raw %}{{ a }} {% if %}{% endraw %}", "{{ a }} {% if %}")]
    [InlineData("a {%- raw -%}  {{ x }}  {%- endraw %} b", "a{{ x }} b")]
    [InlineData("  {% raw %}\n  {{ x }}\n  {% endraw %}\nc", "\n  {{ x }}\nc")]
    [InlineData("{% raw %}{# not #}{% endraw +%}\nx", "{# not #}\nx")]
    [InlineData("{% with a = 1, b = 'दो' %}{{ a }}{{ b }}{% endwith %}{{ a is defined }}", "1दोFalse")]
    [InlineData("{% set a = 5 %}{% with a = 1, b = a %}{{ a }}{{ b }}{% endwith %}{{ a }}", "155")]
    [InlineData("{% with %}{% set q = 3 %}{{ q }}{% endwith %}{{ q is defined }}", "3False")]
    [InlineData("{% set x | upper | replace('S', '-') %}straße {{ 1 }}{% endset %}{{ x }}", "-TRA--E 1")]
    [InlineData("{% set ns = namespace(a=1) %}{% set ns.b %}zz{% endset %}{{ ns.b }}", "zz")]
    [InlineData("{% set a, b = 1, 2 %}{{ a }}{{ b }}{% set (c, d) = (3, 4) %}{{ c }}{{ d }}", "1234")]
    [InlineData("{% for i, (a, b) in [(1, (2, 3)), (4, (5, 6))] %}{{ i }}{{ a }}{{ b }};{% endfor %}", "123;456;")]
    [InlineData(
        "{% for x in 1, 2, 3 %}{{ x }}{% endfor %}{% for x in [1,2,3,4] if x is even %}{{ x }}{{ loop.length }}{% endfor %}",
        "1232242"
    )]
    [InlineData(
        "{% for g, items in [{'c':'x','n':1},{'c':'Y','n':2},{'c':'y','n':3}]|groupby('c') %}{{ g }}"
            + ":{{ items|map(attribute='n')|join(',') }};{% endfor %}",
        "x:1;Y:2,3;"
    )]
    [InlineData(
        "{{ [{'c':'b','n':1},{'n':2}]|groupby('c', default='अ') }} "
            + "{% for x in [{'c':'Y'},{'c':'y'}]|groupby('c', case_sensitive=true) %}{{ x.grouper }}{{ x.list|length }}{% endfor %}",
        "[('b', [{'c': 'b', 'n': 1}]), ('अ', [{'n': 2}])] Y1y1"
    )]
    [InlineData(
        "{% for x in [1,2,3,4,5] %}{{ loop.cycle('a','ब') }}{{ loop.depth }}{{ loop.depth0 }}{{ loop.revindex0 }}"
            + "{{ loop.changed(x // 2) }}{% endfor %}",
        "a104Trueब103Truea102Falseब101Truea100False"
    )]
    [InlineData(
        "{% for x in [1,2] %}{% for y in 'ab' %}{{ loop.depth }}{{ loop.index }}{{ loop.previtem|default('-') }}"
            + "{{ loop.nextitem|default('-') }}{% endfor %}{{ loop.last }}{% endfor %}",
        "11-b12a-False11-b12a-True"
    )]
    [InlineData(
        "{% set j = joiner('; ') %}{% for x in 'abc' %}{{ j() }}{{ x }}{% endfor %} "
            + "{% set c = cycler('odd','सम') %}{{ c.next() }}{{ c.current }}{{ c.next() }}{{ c.next() }}",
        "a; b; c oddसमसमodd"
    )]
    [InlineData("{% set m = [1,2]|map('string') %}{{ m|join }}{{ m|join }}|{{ 'yes' if m else 'no' }}", "12|yes")]
    public void A_statement_is_rendered_as_by_jinja(string template, string expected)
    {
        var request = ChatRequest.Of() with { Now = new DateTime(2025, 1, 5, 8, 7, 9, DateTimeKind.Utc) };
        ChatTemplate.Parse(template).Render(request).Text.ShouldBe(expected);
    }
}
