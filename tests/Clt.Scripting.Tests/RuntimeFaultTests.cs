using Clt.Plugins.Tests.Kit;

namespace Clt.Scripting.Tests;

public sealed class RuntimeFaultTests : IDisposable
{
    private readonly RecipeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private Problem Fault(string text, bool cached = false)
    {
        if (cached)
            _bench.Load(text).Dispose();
        using var script = _bench.Load(text);
        script.FromCache.ShouldBe(cached);
        return Should.Throw<InputException>(() => script.Run<object>()).Problems.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_exception_names_the_line(bool cached)
    {
        var problem = Fault("var a = 1;\n\nthrow new InvalidOperationException(\"no way\");", cached);
        problem.Where.ShouldBe(_bench.Folder.Combine("recipe.csx") + ":3");
        problem.What.ShouldBe("InvalidOperationException: no way");
    }

    [Fact]
    public void The_innermost_line_of_the_recipe_is_named()
    {
        var problem = Fault("int F(string s) =>\n    int.Parse(s);\nreturn new[] { \"x\" }.Select(F).ToList();");
        problem.Where.ShouldEndWith("recipe.csx:2");
        problem.What.ShouldStartWith("FormatException: ");
    }

    [Fact]
    public void A_fault_in_a_loaded_file_names_that_file()
    {
        _bench.Folder.Write("lib/a.csx", "int A()\n{\n    throw new Exception(\"deep\");\n}");
        Fault("#load \"lib/a.csx\"\nreturn A();").Where.ShouldBe(_bench.Folder.Combine("lib", "a.csx") + ":3");
    }

    [Fact]
    public void An_input_error_of_the_host_keeps_its_words()
    {
        var problem = Fault("var ok = Lang(\"eng\");\nreturn Lang(\"en\");");
        problem.What.ShouldBe("unknown language 'en'");
        problem.Where.ShouldEndWith("recipe.csx:2: Lang");
        problem.Mend.ShouldBe("Give three letters.");
    }

    [Fact]
    public void A_fault_after_an_await_names_the_line() =>
        Fault("await Task.Yield();\nthrow new Exception(\"later\");").Where.ShouldEndWith("recipe.csx:2");

    [Fact]
    public void A_fault_in_a_static_initialiser_names_the_line() =>
        Fault("class C\n{\n    public static int X = int.Parse(\"x\");\n}\nreturn C.X;").Where.ShouldEndWith("recipe.csx:3");

    [Fact]
    public void Cancelling_is_no_fault_of_the_recipe()
    {
        using var script = _bench.Load("throw new OperationCanceledException();");
        Should.Throw<OperationCanceledException>(() => script.Run<object>());
    }

    [Fact]
    public void A_plugin_that_does_not_load_is_named()
    {
        var folder = _bench.Folder.Combine("plugins", "failing");
        Directory.CreateDirectory(folder);
        var library = Path.Combine(folder, "Library.dll");
        TestPlugin.Compile("public class Library { }", library);
        _bench.Folder.Write("plugins/failing/plugin.yaml", TestPlugin.Manifest("failing", "Failing"));
        TestPlugin.Compile(
            "public class Failing : Library { } [Clt.RecipeApi] public static class Api { public static int One() => 1; }",
            Path.Combine(folder, "Failing.dll"),
            library
        );
        TestPlugin.Compile("public class Other { }", library);
        _bench.LoadPlugins();
        Fault("return One();").What.ShouldContain("the plugin 'failing' does not load");
    }
}
