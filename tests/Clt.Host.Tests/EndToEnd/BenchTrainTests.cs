using System.Text.Json;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>The cases of <c>clt bench train</c> that start the program themselves.</summary>
public sealed class BenchTrainTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void The_start_of_a_cached_recipe_is_timed_and_weighed()
    {
        var cases = Cases("start of");
        cases.Select(c => c.GetProperty("unit").GetString()).ShouldBe(["s", "MB of all its processes at that step"]);
        cases[0].GetProperty("value").GetDouble().ShouldBeInRange(0.2, 120);
        cases[1].GetProperty("value").GetDouble().ShouldBeInRange(50, 3000);
    }

    [Fact]
    public void Memory_is_measured_in_a_process_of_its_own()
    {
        var cases = Cases("vocabulary");
        cases.Length.ShouldBe(2);
        cases[0].GetProperty("value").GetDouble().ShouldBeGreaterThan(0);
        // More than nothing, and not what the case before left behind.
        cases[1].GetProperty("value").GetDouble().ShouldBeInRange(1, 300);
    }

    private JsonElement[] Cases(string only)
    {
        var result = _clt.Run("bench", "train", "--quick", "--runs", "1", "--only", only, "--json");
        result.ExitCode.ShouldBe(0, result.ToString());
        return [.. JsonDocument.Parse(result.Output).RootElement.GetProperty("cases").EnumerateArray()];
    }
}
