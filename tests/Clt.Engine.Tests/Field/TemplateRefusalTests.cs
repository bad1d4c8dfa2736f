using Clt.Formats.ChatTemplates;

namespace Clt.Engine.Tests.Field;

/// <summary>What Jinja2 refuses, or is not supported here: an error that names the construct and its line, never another text.</summary>
public sealed class TemplateRefusalTests
{
    [Theory]
    [InlineData("{% macro m(caller) %}{{ caller }}{% endmacro %}{{ m(3) }}", "caller")]
    [InlineData("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}", "m")]
    [InlineData("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(b=2) }}", "'b'")]
    [InlineData("{% macro m(a) %}{{ a }}{% endmacro %}{% call m(1) %}x{% endcall %}", "caller")]
    [InlineData("{{ '%s %s' % ('a',) }}", "fields")]
    [InlineData("{{ '%s' % ('a','b') }}", "fields")]
    [InlineData("{{ 3|round(0, 'up') }}", "'up'")]
    [InlineData("{{ [1,2,3]|map('string')|length }}", "iterator")]
    [InlineData("{{ [1,2]|map('string')|last }}", "iterator")]
    [InlineData("{{ 'x'|upper('y') }}", "upper")]
    [InlineData("{{ 'x'|trim(chars='x', z=1) }}", "'z'")]
    [InlineData("{{ 'x'|default('a', false, 1) }}", "default")]
    [InlineData("{{ [1]|join(',', 'a', 'b') }}", "join")]
    [InlineData("{{ 'x'|nonsense }}", "filter 'nonsense'")]
    [InlineData("{{ 'x' is nonsense }}", "test 'nonsense'")]
    [InlineData("{{ [1,2]|select('nonsense')|list }}", "test 'nonsense'")]
    [InlineData("{{ 3|tojson(foo=1) }}", "'foo'")]
    [InlineData("{{ 'abc'.upper(1) }}", "upper")]
    [InlineData("{{ 'abc'.startswith() }}", "prefix")]
    [InlineData("{{ 'abc'.strip(chars='a') }}", "'chars'")]
    [InlineData("{{ range(3, foo=1) }}", "'foo'")]
    [InlineData("{{ {'a': 1}|dictsort(by='size') }}", "'size'")]
    [InlineData("{% do x %}", "'do'")]
    [InlineData("{% include 'x' %}", "'include'")]
    [InlineData("{{ [1].append(2) }}", "'append'")]
    [InlineData("{% autoescape true %}a{% endautoescape %}", "'autoescape'")]
    [InlineData("{% for x in [1] recursive %}{{ x }}{% endfor %}", "recursive")]
    [InlineData("{% block a %}b{% endblock %}", "'block'")]
    [InlineData("{{ '{}'.format(1) }}", "'format'")]
    [InlineData("{{ 'x'.encode('utf8') }}", "'encode'")]
    [InlineData("{{ lipsum() }}", "'lipsum'")]
    [InlineData("{{ 'abc'|e }}", "'e'")]
    [InlineData("{{ [3]|random }}", "'random'")]
    [InlineData("{{ 'a b'|urlencode }}", "'urlencode'")]
    [InlineData("{{ 'a b'|striptags }}", "'striptags'")]
    public void A_construct_or_argument_that_is_not_taken_is_refused_by_name_and_place(string template, string name)
    {
        var problem = Should.Throw<InputException>(() => Render("\nउत्तर\n" + template)).Problems.ShouldHaveSingleItem();

        problem.Where.ShouldBe("chat template(3)");
        problem.What.ShouldContain(name);
        problem.Mend.ShouldContain("template");
        problem.Mend.ShouldNotStartWith("Give");
    }

    [Fact]
    public void Only_a_template_that_refuses_the_conversation_asks_for_another()
    {
        var problem = Should.Throw<InputException>(() => Render("{{ raise_exception('バツ') }}")).Problems[0];
        (problem.What, problem.Mend).ShouldBe(("バツ", "Give the template a conversation that it takes."));
    }

    [Fact]
    public void A_construct_in_a_branch_that_is_not_taken_is_no_fault() =>
        Render("{% if false %}{{ 'x'|nonsense }}{% endif %}ok").ShouldBe("ok");

    private static string Render(string template) => ChatTemplate.Parse(template).Render(ChatRequest.Of()).Text;
}
