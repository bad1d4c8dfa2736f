using System.Text.Json;
using System.Xml.Linq;

namespace Clt.Host.Tests.EndToEnd;

/// <summary><c>clt verify RECIPE</c> on a recipe that trains its own base.</summary>
public sealed class VerifyRecipeTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void A_recipe_keeps_its_guarantees_and_nothing_is_left_behind()
    {
        _clt.Write("tiny.csx", TinyRecipe.Text());

        var result = _clt.Run("verify", "tiny.csx", "--html", "masks.html", "--json");

        result.ExitCode.ShouldBe(0, result.ToString());
        var root = JsonDocument.Parse(result.Output).RootElement;
        root.GetProperty("passed").GetBoolean().ShouldBeTrue();
        root.GetProperty("rows").GetArrayLength().ShouldBe(7);
        // Three items of the task in English and Spanish.
        root.GetProperty("masks").GetArrayLength().ShouldBe(6);
        root.GetProperty("masks")[0].GetProperty("tokens").EnumerateArray().ShouldContain(t => t.GetProperty("target").GetBoolean());
        var page = File.ReadAllText(Path.Combine(_clt.Folder, "masks.html"));
        XDocument.Parse(page[(page.IndexOf('\n', StringComparison.Ordinal) + 1)..]).Descendants("mark").ShouldNotBeEmpty();
        Directory.Exists(Path.Combine(_clt.Folder, "runs")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("verify", "missing.csx")]
    public void Wrong_input_ends_with_2(params string[] arguments) => _clt.Run(arguments).ExitCode.ShouldBe(2);
}
