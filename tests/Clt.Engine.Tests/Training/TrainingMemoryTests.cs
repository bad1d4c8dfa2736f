using System.Runtime.InteropServices;
using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Parameters;
using Clt.Engine.Tests.Data;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using Clt.Tests;
using Xunit.Abstractions;

namespace Clt.Engine.Tests.Training;

/// <summary>
/// What training takes of memory, as the kernel counts it: measured on the whole process, so no other test may run beside.
/// </summary>
[Collection(nameof(Alone))]
public sealed partial class TrainingMemoryTests(ITestOutputHelper output) : IDisposable
{
    private const int Length = 128,
        Examples = 16;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Blocks_that_keep_no_activations_need_less_than_half_the_memory()
    {
        var config = Config(layers: 16, width: 64, inner: 512);
        Measure(config, ActivationCheckpointing.EveryBlock, "warm", examples: 1); // code and pools are in place after the first time
        var kept = Measure(config, ActivationCheckpointing.None, "kept");
        var every = Measure(config, ActivationCheckpointing.EveryBlock, "every");
        var second = Measure(config, ActivationCheckpointing.Every(2), "second");

        output.WriteLine($"{kept / 1e6:F0} MB, every second block computed again {second / 1e6:F0} MB, every block {every / 1e6:F0} MB");
        every.ShouldBeLessThan(0.5 * kept);
        second.ShouldBeInRange(every, 0.9 * kept);
    }

    [Theory]
    [InlineData(8, 128, 384, 0)]
    [InlineData(8, 128, 384, 1)]
    [InlineData(3, 256, 704, 0)]
    [InlineData(6, 64, 512, 0)]
    [InlineData(6, 64, 512, 2)]
    public void The_estimate_is_near_the_measured_peak(int layers, int width, int inner, int every)
    {
        var config = Config(layers, width, inner);
        var checkpointing = every == 0 ? ActivationCheckpointing.None : ActivationCheckpointing.Every(every);
        Measure(config, checkpointing, "warm", examples: 1);
        var measured = Measure(config, checkpointing, "measured");
        using var model = LanguageModel.Create(config, 1);
        var estimate =
            MemoryEstimate.Fixed(model, Settings(checkpointing))
            + (Examples * Length * MemoryEstimate.PerToken(config, Dtype.Float32, every));

        output.WriteLine($"estimated {estimate / 1e6:F0} MB, measured {measured / 1e6:F0} MB: {estimate / measured:F2} of it");
        (estimate / measured).ShouldBeInRange(0.7, 1.5);
    }

    private static DecoderConfig Config(int layers, int width, int inner) =>
        LlamaConfig.Create(
            CharacterTokenizer.Vocabulary,
            layers,
            width,
            heads: 4,
            keyValueHeads: 2,
            inner,
            context: Length,
            bos: 1,
            eos: 2
        );

    private static TrainingSettings Settings(ActivationCheckpointing checkpointing) =>
        new()
        {
            Steps = 1,
            Batch = Examples,
            MicroBatchTokens = Examples * Length,
            Schedule = new ConstantSchedule(1e-3),
            Checkpointing = checkpointing,
        };

    /// <summary>Bytes that a step takes beside the model's own weights.</summary>
    private double Measure(DecoderConfig config, ActivationCheckpointing checkpointing, string name, int examples = Examples)
    {
        bool[] targets = [.. Enumerable.Repeat(true, Length)];
        TokenizedExample[] train =
        [
            .. Enumerable
                .Range(0, examples)
                .Select(i => new TokenizedExample(
                    $"{i}",
                    ToyTask.English,
                    "text",
                    [.. Enumerable.Range(0, Length).Select(t => 3 + ((i + (t * t)) % 90))],
                    [.. targets]
                )),
        ];
        var objective = new CausalLanguageModelling(LanguageModel.Create(config, 1));
        var job = new TrainingJob(_folder[name], "job", () => objective, train, [], Settings(checkpointing), 1);
        GC.Collect();
        malloc_trim(0);
        File.WriteAllText("/proc/self/clear_refs", "5");
        var before = Kilobytes("VmHWM");
        Trainer.Run(job);
        return 1024.0 * (Kilobytes("VmHWM") - before);
    }

    private static long Kilobytes(string name) =>
        long.Parse(
            File.ReadLines("/proc/self/status").First(l => l.StartsWith(name)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]
        );

    [LibraryImport("libc")]
    private static partial int malloc_trim(nint pad);
}
