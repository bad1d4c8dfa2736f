using Clt.Plugins.Tests.Kit;

namespace Clt.Scripting.Tests;

public sealed class RunTests : IDisposable
{
    private readonly RecipeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_recipe_returns_a_value() => _bench.Run<int>("var x = 20; return x + 22;").ShouldBe(42);

    [Fact]
    public void A_last_expression_is_returned_too() => _bench.Run<string>("Greet(\"you\", times: 2)").ShouldBe("hello you;hello you;");

    [Fact]
    public void A_recipe_may_await() => _bench.Run<int>("await Task.Delay(1); return 1;").ShouldBe(1);

    [Fact]
    public void A_recipe_may_define_types_and_use_the_contract() =>
        _bench
            .Run<Language>("record Pair(Language A, Language B); return new Pair(Lang(\"deu\"), Lang(\"eng\")).B;")
            .Iso639.ShouldBe("eng");

    [Theory]
    [InlineData("var x = 1;", "the recipe returns nothing")]
    [InlineData("return 1;", "the recipe returns a Int32, not a String")]
    public void Another_result_is_an_input_error(string text, string what)
    {
        using var script = _bench.Load(text);
        Should.Throw<InputException>(() => script.Run<string>()).Problems[0].What.ShouldBe(what);
    }

    [Fact]
    public void Load_takes_files_relative_to_the_loading_one()
    {
        _bench.Folder.Write("lib/a.csx", "#load \"deeper/b.csx\"\nint A() => B() + 1;");
        _bench.Folder.Write("lib/deeper/b.csx", "int B() => 40;");
        _bench.Run<int>("#load \"lib/a.csx\"\n#load \"lib/deeper/b.csx\"\nreturn A() + 1;").ShouldBe(42);
    }

    [Fact]
    public void The_editor_reference_is_taken_whether_it_is_there_or_not() =>
        _bench
            .Run<int>("#r \"../artifacts/Clt.Recipes.dll\"\nusing static Clt.Scripting.Tests.TestDsl;\nreturn Greet(\"a\").Length;")
            .ShouldBe(8);

    [Fact]
    public void A_local_assembly_can_be_referenced()
    {
        TestPlugin.Compile("public static class Local { public static int Answer() => 42; }", _bench.Folder.Combine("Local.dll"));
        const string Text = "#r \"Local.dll\"\nreturn Local.Answer();";
        _bench.Run<int>(Text).ShouldBe(42);
        _bench.Run<int>(Text).ShouldBe(42);
    }

    [Fact]
    public void A_missing_assembly_is_an_error_at_its_line()
    {
        var problem = _bench.Problems("\n#r \"None.dll\"\nreturn 1;")[0];
        problem.Where.ShouldEndWith("recipe.csx(2,1)");
        problem.What.ShouldContain("CS0006");
    }

    [Fact]
    public void A_framework_assembly_can_be_referenced_by_name() =>
        _bench.Run<int>("#r \"System.Xml.ReaderWriter\"\nreturn (int)System.Xml.XmlNodeType.Element;").ShouldBe(1);

    [Fact]
    public void Recipe_methods_of_plugins_need_no_prefix()
    {
        TestPlugin.Write(_bench.Folder, "tiny");
        Directory.CreateDirectory(_bench.Folder.Combine("plugins"));
        Directory.Move(_bench.Folder.Combine("tiny"), _bench.Folder.Combine("plugins", "tiny"));
        _bench.LoadPlugins();
        _bench.Run<int>("return Twice(21);").ShouldBe(42);
        using var script = _bench.Load("return new Tiny.Length();");
        script.Run<IMetric>().GetType().Assembly.ShouldBe(_bench.Plugins.Require("tiny").Load());
    }

    [Fact]
    public void A_missing_recipe_gets_the_closest_name()
    {
        _bench.Folder.Write("quickstart.csx", "return 1;");
        var problem = Should.Throw<InputException>(() => _bench.LoadFile(_bench.Folder.Combine("quickstrat.csx"))).Problems[0];
        problem.What.ShouldBe("the recipe does not exist");
        problem.Mend.ShouldBe("Did you mean 'quickstart.csx'?");
    }
}
