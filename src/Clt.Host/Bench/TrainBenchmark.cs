using System.CommandLine;
using Clt.Engine.Adapters;
using Clt.Engine.Models;
using Clt.Engine.Optimizers;
using Clt.Engine.Parameters;
using Clt.Engine.Training;
using Clt.Kernels.Libtorch;
using TorchSharp;

namespace Clt.Host.Bench;

/// <summary>How fast models are trained, beside what the machine's matrix product allows.</summary>
internal sealed class TrainBenchmark : Benchmark
{
    /// <summary>Names of cases that have goals.</summary>
    internal const string VocabularyStep = "vocabulary of 128,256, 992 tokens, answers only";
    internal const string VocabularyMemory = "vocabulary of 128,256, 4,096 tokens by 2,048, blocks computed again: memory";
    internal const string Loop = "the loop itself";
    internal const string Growth = "growth over 1,000 steps";
    internal const string Start = "start of a cached recipe to its first step";
    internal const string StartMemory = "start of a cached recipe: memory";

    private readonly Option<bool> _peer = new("--peer")
    {
        Description =
            "Also train the same models on the same examples in a plain loop of TorchSharp's modules: padded batches of similar length, "
            + "eager attention.",
    };

    private readonly Option<string> _only = new("--only") { Description = "Only the cases with this in their names.", HelpName = "TEXT" };

    public override string Name => "train";

    public override string Description =>
        """
            Trains fresh models through the trainer itself, on ragged examples (mean about 120 tokens, at most 512). A case is the model's
            floating-point
            operations a second, real tokens only, over those of the machine's fp32 matrix product; others are the optimiser, memory, and
            the start.

            Examples:
              clt bench train
              clt bench train --peer --json
              clt bench train --only LoRA --runs 5
            """;

    public override IEnumerable<Option> Options => [_peer, _only];

    /// <inheritdoc/>
    public override IEnumerable<Measured> Run(BenchRun run)
    {
        var only = run.Parsed.GetValue(_only) ?? "";
        var all = Cases(run);
        var wanted = all.Where(c => c.Name.Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
        if (wanted.Count > 0)
            return wanted.Select(c => c.Measure(wanted.Count == 1)).OfType<Measured>();
        throw new InputException(
            $"no case has '{only}' in its name",
            "--only",
            $"The cases are: {string.Join("; ", all.Select(c => c.Name))}."
        );
    }

    /// <summary>The names of all cases.</summary>
    internal IEnumerable<string> Names(BenchRun run) => Cases(run).Select(c => c.Name);

    private List<Case> Cases(BenchRun run)
    {
        var (small, large) = (TrainingShape.Small(run.Quick), TrainingShape.Large(run.Quick));
        var full = new Lazy<TrainingFigures>(() => TrainingRate.Measure(small, run, m => m));
        var wide = new Lazy<TrainingFigures>(() => TrainingRate.Measure(large, run, m => m));
        var start = new Lazy<(IReadOnlyList<double> Seconds, IReadOnlyList<double> Mb)>(() => StartTime.Measure(run));
        var fast = MachinePrecision.Choose(CacheFolder.Path, LibtorchBuild.Machine).Dtype == Dtype.BFloat16;
        var halved = fast ? "9 M, full, bf16" : "9 M, full, bf16 (no faster products here)";
        List<Case> cases =
        [
            new("9 M, full, fp32", name => Rate(name, full.Value)),
            new("9 M, LoRA r 16, fp32", name => Rate(name, TrainingRate.Measure(small, run, Adapted, adapter: true))),
            new("9 M in bf16, LoRA r 16", name => Rate(name, TrainingRate.Measure(small, run, m => Adapted(Halved(m)), adapter: true))),
            new(halved, name => Rate(name, TrainingRate.Measure(small, run, Halved))),
            new("35 M, full, fp32", name => Rate(name, wide.Value)),
            new("AdamW step of 35 M", name => OptimizerStep(name, run)),
            new(
                VocabularyStep,
                name => new Measured(
                    name,
                    "s a step",
                    TrainingRate.Measure(TrainingShape.Vocabulary(run.Quick, 992), run, m => m).SecondsPerStep
                )
            ),
            new(VocabularyMemory, (name, alone) => Memory(name, alone, run)),
            new(Loop, name => new Measured(name, "of a step of 9 M", TrainingRate.LoopShare(small, full.Value, run))),
            new(Growth, name => new Measured(name, "MB in the last half", [TrainingMemory.Growth(run.Quick ? 10 : 1000, run.Cancel)])),
            new(Start, name => new Measured(name, "s", start.Value.Seconds)),
            new(StartMemory, name => new Measured(name, "MB of all its processes at that step", start.Value.Mb)),
        ];
        if (!run.Parsed.GetValue(_peer))
            return cases;
        cases.Insert(
            1,
            new("times as fast as a plain TorchSharp loop: 9 M, full, fp32", name => PeerTraining.Times(name, small, full.Value, run))
        );
        cases.Insert(
            6,
            new("times as fast as a plain TorchSharp loop: 35 M, full, fp32", name => PeerTraining.Times(name, large, wide.Value, run))
        );
        return cases;
    }

    /// <summary>In a process of its own, unless nothing else is measured in this one.</summary>
    private static Measured Memory(string name, bool alone, BenchRun run) =>
        new(
            name,
            "MB beyond the process before, weights, gradients and moments",
            alone ? [TrainingMemory.Extra(TrainingShape.Vocabulary(run.Quick, 4096), run.Cancel)] : OwnProcess.Case("train", name, run)
        );

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
            using (model)
                model.Save(folder);
            return LanguageModel.Load(folder, dtype: Dtype.BFloat16);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Reading and writing an optimiser's state once, over an AdamW step: 1 is as fast as memory allows.</summary>
    private static Measured OptimizerStep(string name, BenchRun run)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var count = run.Quick ? 1_000_000L : 35_000_000L;
        torch.Tensor weights = torch.rand(count),
            gradient = torch.rand(count);
        using var optimizer = new FlatAdamW(weights, [new(0, count, 0.1)]);
        torch.Tensor[] state = [weights, gradient, optimizer.FirstMoment, optimizer.SecondMoment];
        var steps = run.Rates(() =>
        {
            optimizer.Step(gradient, 1e-6, clearGradient: true);
            return 1;
        });
        var passes = run.Rates(() =>
        {
            foreach (var tensor in state)
                tensor.mul_(1.0);
            return 1;
        });
        return new Measured(name, "of a read and a write of its state", [.. steps.Zip(passes, (step, pass) => step / pass)]);
    }

    /// <summary>
    /// A case and how it is measured, given its name and whether it is the only one; null where it cannot be, which it said.
    /// </summary>
    private sealed record Case(string Name, Func<string, bool, Measured?> How)
    {
        public Case(string name, Func<string, Measured?> how)
            : this(name, (n, _) => how(n)) { }

        public Measured? Measure(bool alone) => How(Name, alone);
    }
}
