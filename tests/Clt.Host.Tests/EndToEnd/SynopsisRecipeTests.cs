using System.Text.Json;
using Clt.Testing;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>The recipe on Debian's descriptions, checked on made-up lists instead of the mirrors'.</summary>
public sealed class SynopsisRecipeTests : IDisposable
{
    private static readonly string Recipe = Path.Combine(RepositoryRoot.Folder, "recipes", "synopsis.csx");

    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void Both_scales_become_plans()
    {
        // 3,000 English and 1,600 further training examples are asked for; three quarters of the packages are for training.
        var lists = DescriptionLists.Write(Path.Combine(_clt.Folder, "lists"), packages: 4400);
        var full = Plan("--set", $"lists={lists}");
        var small = Plan("--set", $"lists={lists}", "--set", "scale=small");

        full.GetProperty("study").GetString().ShouldBe("synopsis");
        small.GetProperty("study").GetString().ShouldNotBe("synopsis", "neither scale writes over the other's report");
        Points(full).ShouldBe(4 * 3); // values of N x seeds
        Points(small).ShouldBe(2 * 2);
        full.GetProperty("tokens").GetDouble().ShouldBeGreaterThan(3 * small.GetProperty("tokens").GetDouble());
    }

    [Fact]
    public void Lists_that_lack_examples_are_an_error_with_counts()
    {
        var lists = DescriptionLists.Write(Path.Combine(_clt.Folder, "few"), packages: 200);
        var result = _clt.Run("check", Recipe, "--set", "scale=small", "--set", $"lists={lists}");
        result.ExitCode.ShouldBe(2, result.ToString());
        foreach (var language in (string[])["eng", "fra", "deu", "jpn"])
            result.Error.ShouldContain($"in {language}_");
        result.Error.ShouldContain("Ask for at most");
    }

    [Fact]
    public void Missing_lists_and_unknown_scales_are_errors_that_name_them()
    {
        var missing = _clt.Run("check", Recipe, "--set", "lists=nowhere");
        missing.ExitCode.ShouldBe(2, missing.ToString());
        missing.Error.ShouldContain("nowhere");
        missing.Error.ShouldContain("Translation-xx");

        var unknown = _clt.Run(
            "check",
            Recipe,
            "--set",
            "scale=smal",
            "--set",
            $"lists={DescriptionLists.Write(Path.Combine(_clt.Folder, "few"), packages: 40)}"
        );
        unknown.ExitCode.ShouldBe(2, unknown.ToString());
        unknown.Error.ShouldContain("small");
    }

    private JsonElement Plan(params string[] settings)
    {
        var result = _clt.Run(["check", Recipe, "--json", .. settings]);
        result.ExitCode.ShouldBe(0, result.ToString());
        return JsonDocument.Parse(result.Output).RootElement;
    }

    private static int Points(JsonElement plan) =>
        plan.GetProperty("rows").EnumerateArray().Count(r => r.GetProperty("kind").GetString() == "Finetune");
}
