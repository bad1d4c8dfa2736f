using System.CommandLine;
using Clt.Engine.Adapters;
using Clt.Engine.Models;
using Clt.Engine.Optimizers;
using Clt.Engine.Training;
using TorchSharp;

namespace Clt.Host.Bench;

/// <summary>How fast models are trained, beside what the machine's matrix product allows.</summary>
internal sealed class TrainBenchmark : Benchmark
{
    private readonly Option<bool> _peer = new("--peer")
    {
        Description = "Also run the same models, examples and precision in PyTorch (Debian's python3-torch): a plain loop, batches of similar length.",
    };

    public override string Name => "train";

    public override string Description =>
        """
        Trains fresh models through the trainer itself, on ragged examples (mean about 120 tokens, at most 512). A case is the model's floating-point
        operations a second, real tokens only, over those of the machine's fp32 matrix product.

        Examples:
          clt bench train
          clt bench train --peer --json
          clt bench train --quick
        """;

    public override IEnumerable<Option> Options => [_peer];

    public override IEnumerable<Measured> Run(BenchRun run)
    {
        var small = TrainingShape.Small(run.Quick);
        var full = TrainingRate.Measure(small, run, m => m);
        yield return Rate("9 M, full, fp32", full);
        if (run.Parsed.GetValue(_peer) && PeerTraining.Times(small, full, run) is { } ratio) yield return ratio;
        yield return Rate("9 M, LoRA r 16, fp32", TrainingRate.Measure(small, run, Adapted, adapter: true));
        var bf16 = MachinePrecision.Choose(CacheFolder.Path, $"{Environment.MachineName} {Environment.ProcessorCount}");
        var fast = bf16.Dtype == Dtype.BFloat16;
        yield return Rate(fast ? "9 M, full, bf16" : "9 M, full, bf16 (no faster products here)", TrainingRate.Measure(small, run, Halved));
        var large = TrainingShape.Large(run.Quick);
        var wide = TrainingRate.Measure(large, run, m => m);
        yield return Rate("35 M, full, fp32", wide);
        if (run.Parsed.GetValue(_peer) && PeerTraining.Times(large, wide, run) is { } other) yield return other;
        yield return OptimizerStep(run);
        var vocabulary = TrainingShape.Vocabulary(run.Quick);
        var steps = TrainingRate.Measure(vocabulary, run, m => m);
        yield return new Measured("vocabulary of 128,256, answers only", "steps/s", steps.StepsPerSecond);
        yield return new Measured("vocabulary of 128,256: memory", "MB beyond weights, gradients and optimiser", [steps.ExtraMemoryMb]);
        yield return new Measured("growth of memory", "MB in the last half of many small steps", [TrainingRate.Growth(run)]);
    }

    private static Measured Rate(string name, TrainingFigures figures) => new(name, "GFLOP/s", figures.Gflops, PerGemm: true);

    private static LanguageModel Adapted(LanguageModel model)
    {
        model.Adapters.Add("bench", new LoraSettings { Rank = 16, Alpha = 32 }, new Seed(1));
        return model;
    }

    private static LanguageModel Halved(LanguageModel model)
    {
        var folder = Directory.CreateTempSubdirectory("clt-bench-").FullName;
        try
        {
            using (model) model.Save(folder);
            return LanguageModel.Load(folder, dtype: Dtype.BFloat16);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Reading and writing an optimiser's state once, over an AdamW step: 1 is as fast as memory allows.</summary>
    private static Measured OptimizerStep(BenchRun run)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var count = run.Quick ? 1_000_000L : 35_000_000L;
        torch.Tensor weights = torch.rand(count), gradient = torch.rand(count);
        using var optimizer = new FlatAdamW(weights, [new(0, count, 0.1)]);
        torch.Tensor[] state = [weights, gradient, optimizer.FirstMoment, optimizer.SecondMoment];
        var steps = run.Rates(() =>
        {
            optimizer.Step(gradient, 1e-6, clearGradient: true);
            return 1;
        });
        var passes = run.Rates(() =>
        {
            foreach (var tensor in state) tensor.mul_(1.0);
            return 1;
        });
        return new Measured("AdamW step of 35 M", "of a read and a write of its state", [.. steps.Zip(passes, (step, pass) => step / pass)]);
    }
}
