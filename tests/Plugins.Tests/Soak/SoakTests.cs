using System.Diagnostics;
using System.Globalization;
using Clt.Plugins.Metrics.Core;
using Clt.Plugins.Metrics.Judge;
using Clt.Plugins.Sources.NumberWords;
using Clt.Plugins.Tasks;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Running.Launching;
using Clt.Running.Runner;
using Clt.Running.Training;
using Plugins.Tests.Metrics.Judge;
using Xunit.Abstractions;
using static Clt.Recipe;

namespace Plugins.Tests.Soak;

/// <summary>
/// Endurance: small studies one after another in one process, pre-trained, fine-tuned, evaluated and judged by a local service, for
/// <c>CLT_SOAK</c> minutes (by default 5). Memory, handles, threads and disk stay as they were after the first few.
/// </summary>
public class SoakTests(ITestOutputHelper output)
{
    private const double Minutes = 5;
    private const int Warm = 3,
        BytesARound = 20_000,
        Told = 6;

    [Fact]
    [Trait("Category", "Slow")]
    public void Memory_handles_threads_and_disk_stay_flat()
    {
        var minutes = Environment.GetEnvironmentVariable("CLT_SOAK") is { Length: > 0 } given
            ? double.Parse(given, CultureInfo.InvariantCulture)
            : Minutes;
        using var folder = new TemporaryFolder();
        using var endpoint = new LocalEndpoint((n, _) => LocalEndpoint.Reply.Saying($"[[{1 + (n % 5)}]]"));
        var clock = Stopwatch.StartNew();
        ProcessState? first = null;
        var (rounds, told) = (0, 0.0);
        for (; rounds <= Warm || clock.Elapsed.TotalMinutes < minutes; rounds++)
        {
            // Where it grows, the states between tell whether it goes on growing.
            if (rounds == Warm || (rounds > Warm && clock.Elapsed.TotalMinutes > told + (minutes / Told)))
            {
                told = clock.Elapsed.TotalMinutes;
                var state = ProcessState.Take(folder.Path);
                first ??= state;
                output.WriteLine($"after {rounds} studies, {told:0.0} minutes: {state}");
            }

            Round(folder, endpoint, rounds);
        }

        var last = ProcessState.Take(folder.Path);
        output.WriteLine($"after {rounds} studies, {clock.Elapsed.TotalMinutes:0.0} minutes: {last}");
        last.Managed.ShouldBeLessThan((long)(1.2 * first!.Managed) + 8_000_000);
        last.Resident.ShouldBeLessThan((long)(1.2 * first.Resident) + 64_000_000);
        last.Handles.ShouldBeLessThanOrEqualTo(first.Handles + 8);
        last.Threads.ShouldBeLessThanOrEqualTo(first.Threads + 8);
        // A judge's answers are kept: that is what may grow.
        last.Disk.ShouldBeLessThan(first.Disk + (BytesARound * (rounds - Warm)));
    }

    /// <summary>A study in a folder that is removed afterwards, as whoever cleans up does.</summary>
    private static void Round(TemporaryFolder folder, LocalEndpoint endpoint, int round)
    {
        var judge = new PointwiseJudge(JudgeTestBase.At(endpoint) with { Concurrency = 2 }, null);
        var context = new StudyContext([new NumberMatch()], folder["cache"], folder[$"runs-{round}"], _ => { }, default);
        var study = Small(round + 1, judge).Expand(context);
        var summary = StudyRunner.Run(study, context, new RunnerOptions(new HereLauncher(), new CellRunner()), null, default);
        summary.Failures.ShouldBeEmpty();
        summary.Done.ShouldBeGreaterThan(2);
        Directory.Delete(context.RunsFolder, recursive: true);
    }

    private static Study Small(long seed, IMetric judge)
    {
        var (english, all) = (Lang("en"), Langs("en es"));
        var lines = LanguageModellingRecipes.LanguageModelling(on: NumberWordRecipes.NumberWordText("en es", below: 12, lines: 300));
        return Study("soak")
            .Tokenizer(ByteLevelBpe(vocabulary: 300, examples: 200))
            .Base(Pretrain(Decoder(layers: 1, width: 32, heads: 2), on: Share(1, lines, all), tokens: 4_000, seed: seed))
            .Task(ArithmeticRecipes.Arithmetic(on: NumberWordRecipes.NumberWords(below: 12), answer: "result"))
            .Mixture(Fixed(english, 32))
            .Train(batch: 16, lr: Constant(1e-3), epochs: 1)
            .Metrics(judge)
            .Evaluate(all, items: 6)
            .Seeds(seed);
    }
}
