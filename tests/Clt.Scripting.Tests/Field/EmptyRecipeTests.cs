namespace Clt.Scripting.Tests.Field;

/// <summary>Recipes that say nothing: a sentence and what to do, no compiler's or runtime's fault.</summary>
public sealed class EmptyRecipeTests : IDisposable
{
    private readonly RecipeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("\n \t\n")]
    [InlineData("// まだ何もない\n/* nothing */")]
    [InlineData("using System.Text;\nusing static System.Math;\n")]
    [InlineData("#nullable enable\n#region empty\n#endregion\n")]
    public void An_empty_recipe_says_that_it_is_empty(string text)
    {
        var problem = _bench.Problems(text).ShouldHaveSingleItem();
        problem.What.ShouldBe("the recipe is empty");
        problem.Where.ShouldEndWith("recipe.csx");
    }

    [Theory]
    [InlineData("var x = 1;")]
    [InlineData("return null;")]
    [InlineData("return (string)null!;")]
    [InlineData("class 空 { }")]
    [InlineData("void F() { } F();")]
    [InlineData("await Task.Yield();")]
    public void A_recipe_that_returns_nothing_is_told_what_to_return(string text)
    {
        var problem = Should.Throw<InputException>(() => _bench.Run<Language>(text)).Problems.ShouldHaveSingleItem();
        problem.What.ShouldBe("the recipe returns nothing");
        problem.Mend.ShouldContain("return");
    }
}
