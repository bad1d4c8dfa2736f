using Clt.Plugins.Tests.Kit;

namespace Clt.Scripting.Tests;

public sealed class DiagnosticTests : IDisposable
{
    private readonly RecipeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void An_error_shows_place_line_and_caret()
    {
        var problem = _bench.Problems("var a = 1;\nvar b = Gret(\"x\");\nreturn b;").ShouldHaveSingleItem();
        problem.Where.ShouldBe(_bench.Folder.Combine("recipe.csx") + "(2,9)");
        problem.What.ShouldBe("error CS0103: The name 'Gret' does not exist in the current context");
        problem.Mend.ShouldBe("Did you mean 'Greet'?");
        problem.Excerpt.ShouldBe("    var b = Gret(\"x\");\n            ^^^^");
        problem.ToString().ShouldContain("recipe.csx(2,9): error CS0103: The name");
    }

    [Theory]
    [InlineData("var greeting = 1; return greting;", "Did you mean 'greeting'?")]
    [InlineData("return \"a\".Lenght;", "Did you mean 'Length'?")]
    [InlineData("string s = null; return s?.Lenght;", "Did you mean 'Length'?")]
    [InlineData("return Math.Flor(1.5);", "Did you mean 'Floor'")]
    [InlineData("return new int[0].Selct(x => x);", "Did you mean 'Select'")]
    [InlineData("Languge l = null; return l;", "Did you mean 'Language'?")]
    [InlineData("Clt.Languge l = null; return l;", "Did you mean 'Language'?")]
    [InlineData("return Greet(\"a\", tims: 2);", "Did you mean 'times'?")]
    [InlineData("return Again(\"a\", cont: 2);", "Did you mean 'count'?")]
    [InlineData("return new Language(\"eng\", Scrpt: \"Latn\");", "Did you mean 'Script'?")]
    public void A_misspelt_name_gets_the_closest(string text, string mend) => _bench.Problems(text)[0].Mend.ShouldStartWith(mend);

    [Fact]
    public void All_errors_are_told_at_once_in_the_order_of_lines()
    {
        var problems = _bench.Problems("var a = Nope1();\nint b = \"text\";\nreturn Nope2();");
        problems.Select(p => p.Where[^5..]).ShouldBe(["(1,9)", "(2,9)", "(3,8)"]);
    }

    [Fact]
    public void A_syntax_error_is_told_without_those_that_follow_from_it()
    {
        var problems = _bench.Problems("var a = Greet(\"x\";\nreturn unknown;");
        problems.ShouldHaveSingleItem().What.ShouldBe("error CS1026: ) expected");
    }

    [Fact]
    public void A_tab_before_the_error_is_kept() =>
        _bench.Problems("\treturn nope;")[0].Excerpt.ShouldBe("    \treturn nope;\n    \t       ^^^^");

    [Theory]
    [InlineData("int A( => 1;", "CS1001")]
    [InlineData("\nint A() => nope;", "CS0103")]
    public void An_error_in_a_loaded_file_names_that_file(string text, string code)
    {
        _bench.Folder.Write("lib/a.csx", text);
        var problem = _bench.Problems("#load \"lib/a.csx\"\nreturn A();")[0];
        problem.What.ShouldContain(code);
        problem.Where.ShouldStartWith(_bench.Folder.Combine("lib", "a.csx") + "(");
    }

    [Fact]
    public void A_loaded_file_that_is_missing_is_told_at_the_directive()
    {
        var problem = _bench.Problems("#load \"none.csx\"\nreturn 1;")[0];
        problem.Where.ShouldEndWith("recipe.csx(1,7)");
        problem.What.ShouldContain("none.csx");
    }

    [Fact]
    public void Paths_are_shown_in_the_form_in_which_they_were_given()
    {
        _bench.Folder.Write("lib/a.csx", "int A() => nope;");
        var full = _bench.Folder.Write("recipe.csx", "#load \"lib/a.csx\"\nreturn A();");
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, full);
        var problem = Should.Throw<InputException>(() => _bench.LoadFile(relative)).Problems[0];
        problem.Where.ShouldBe(Path.Combine(Path.GetDirectoryName(relative)!, "lib/a.csx") + "(1,12)");
    }

    [Fact]
    public void A_name_that_a_broken_plugin_would_give_names_it()
    {
        Directory.CreateDirectory(_bench.Folder.Combine("plugins"));
        TestPlugin.Write(_bench.Folder, "old", contract: "<1.0");
        Directory.Move(_bench.Folder.Combine("old"), _bench.Folder.Combine("plugins", "old"));
        _bench.LoadPlugins();
        _bench.Problems("return Twice(1);")[0].Mend.ShouldContain("the plugin 'old' is broken: it is made for contract <1.0");
    }
}
