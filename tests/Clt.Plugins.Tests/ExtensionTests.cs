using Clt.Plugins.Catalog;
using Clt.Plugins.Tests.Kit;

namespace Clt.Plugins.Tests;

/// <summary>What becomes of extensions that cannot be made, and of plugins built against newer contracts.</summary>
public sealed class ExtensionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string Metric(string members, string head = "public sealed class Odd") =>
        $$"""
            {{head}} : Clt.IMetric
            {
                {{members}}
                public Clt.MetricInfo Info => new("odd", "odd|v:1", "");
                public Clt.ItemScore Score(Clt.Prediction prediction) => new(0);
                public double Aggregate(System.Collections.Generic.IReadOnlyList<Clt.ItemScore> items) => 0;
            }
            """;

    private PluginCatalog Load(string code)
    {
        TestPlugin.Write(_folder, "healthy");
        TestPlugin.Write(_folder, "odd", code, provides: "[odd]");
        return PluginHost.Load([_folder.Path], builtIn: false);
    }

    private Extension TheOddOne(string code) =>
        Load(code).Implementing<IMetric>().Single(e => e.Type.Name.StartsWith("Odd", StringComparison.Ordinal));

    [Fact]
    public void A_constructor_that_throws_names_class_plugin_and_reason()
    {
        var odd = TheOddOne(Metric("public Odd() => throw new System.InvalidOperationException(\"no model file\");"));
        odd.CanCreate.ShouldBeTrue();
        var problem = Should.Throw<InputException>(odd.Create<IMetric>).Problems.ShouldHaveSingleItem();
        problem.What.ShouldBe("the constructor of Odd failed: no model file");
        problem.Where.ShouldBe("plugin 'odd'");
    }

    [Fact]
    public void A_static_constructor_that_throws_is_the_plugins_fault_too()
    {
        var odd = TheOddOne(Metric("static readonly int Value = int.Parse(\"x\"); public Odd() { _ = Value; }"));
        Should.Throw<InputException>(odd.Create<IMetric>).Problems[0].What.ShouldStartWith("the constructor of Odd failed: ");
    }

    [Fact]
    public void A_constructor_that_needs_values_is_told()
    {
        var odd = TheOddOne(Metric("public Odd(int size) { }"));
        odd.CanCreate.ShouldBeFalse();
        Should.Throw<InputException>(odd.Create<IMetric>).Problems[0].Mend.ShouldContain("defaults for all");
    }

    [Fact]
    public void Defaults_are_passed_and_the_shortest_constructor_is_taken()
    {
        var odd = TheOddOne(
            Metric(
                """
                public Odd(int a, int b = 1) => throw new System.Exception();
                public Odd(int a = 7, string text = "x", double? none = null) => Seen = $"{a}{text}{none}";
                public string Seen { get; }
                """
            )
        );
        var made = odd.Create<IMetric>();
        made.GetType().GetProperty("Seen")!.GetValue(made).ShouldBe("7x");
    }

    [Theory]
    [InlineData("public abstract class Odd")]
    [InlineData("public sealed class Odd<T>")]
    [InlineData("internal sealed class Odd")]
    public void What_cannot_be_made_by_name_is_no_extension_that_stops_others(string head)
    {
        var catalog = Load(Metric("", head));
        catalog.LoadAll();
        catalog.Broken.ShouldBeEmpty();
        catalog.Metric("length").Info.Name.ShouldBe("length");
        foreach (
            var odd in catalog.Implementing<IMetric>().Where(e => e.Type.Name.StartsWith("Odd", StringComparison.Ordinal) && e.CanCreate)
        )
        {
            odd.Create<IMetric>().Info.Name.ShouldBe("odd");
        }
    }

    [Fact]
    public void A_throwing_constructor_stops_no_other_metric_from_being_found()
    {
        var catalog = Load(Metric("public Odd() => throw new System.Exception(\"broken\");"));
        catalog.Metric("length").Info.Name.ShouldBe("length");
        Should.Throw<InputException>(() => catalog.Metric("odd")).Message.ShouldContain("broken");
    }

    [Theory]
    [InlineData("Clt.Abstractions", "the contract")]
    [InlineData("Clt.Engine", "the host")]
    public void A_plugin_built_against_a_newer_assembly_is_broken_and_says_both_versions(string assembly, string called)
    {
        Directory.CreateDirectory(_folder.Combine("newer"));
        var contract = _folder.Combine(assembly + ".dll");
        TestPlugin.Compile(
            "[assembly: System.Reflection.AssemblyVersion(\"99.1.0.0\")] namespace Clt { public sealed class RecipeApiAttribute : "
                + "System.Attribute { } }",
            contract
        );
        _folder.Write("newer/plugin.yaml", TestPlugin.Manifest("newer", "Newer"));
        TestPlugin.CompileAgainst(contract, "[Clt.RecipeApi] public static class Newer { }", _folder.Combine("newer", "Newer.dll"));
        File.Delete(contract);
        TestPlugin.Write(_folder, "healthy");

        var catalog = PluginHost.Load([_folder.Path], builtIn: false);

        catalog.Plugins.ShouldHaveSingleItem().Manifest.Id.ShouldBe("healthy");
        var reason = catalog.Broken.ShouldHaveSingleItem().Reasons[0];
        reason.What.ShouldStartWith($"it was built against a newer version of {called} ({assembly} 99.1.0.0; here it is ");
        reason.Mend.ShouldBe("Build it against this host.");
    }
}
