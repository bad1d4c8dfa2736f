using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace Clt.Host.Tests.Torture;

/// <summary>
/// Fault injection for a given time (<c>CLT_TORTURE</c> minutes, by default 5; <c>CLT_TORTURE_SEED</c> repeats a run's choices): kills,
/// damaged files, full disks, runs at once, clock jumps.
/// </summary>
public class TortureTests(ITestOutputHelper output)
{
    private const double Minutes = 5;

    [Fact]
    [Trait("Category", "Slow")]
    public void Nothing_that_happens_to_a_study_changes_a_number()
    {
        var minutes = Setting("CLT_TORTURE") is { } given ? double.Parse(given, CultureInfo.InvariantCulture) : Minutes;
        var seed = Setting("CLT_TORTURE_SEED") is { } repeated ? int.Parse(repeated, CultureInfo.InvariantCulture) : Environment.TickCount;
        using var torturer = new Torturer(seed);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalMinutes < minutes)
            torturer.Once();
        output.WriteLine($"torture: seed {seed}, {clock.Elapsed.TotalMinutes:0.0} minutes");
        foreach (var line in torturer.Counts.Lines())
            output.WriteLine(line);
        torturer.Counts.AllIsWell.ShouldBeTrue(string.Join('\n', torturer.Counts.Lines()));
    }

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
