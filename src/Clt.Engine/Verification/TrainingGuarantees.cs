using Clt.Engine.Data;
using Clt.Engine.Distributed;
using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Optimizers;
using Clt.Engine.Parameters;
using Clt.Engine.Training;
using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Verification;

/// <summary>Measures the guarantees of training on a job: its own model, examples and settings, a few steps of each kind of run.</summary>
/// <param name="job">Short, in a folder of its own that may be thrown away.</param>
/// <param name="load">Loads a model that was saved.</param>
public sealed class TrainingGuarantees(TrainingJob job, Func<string, LanguageModel> load)
{
    private const double LossTolerance = 1e-5;

    /// <summary>bf16 keeps three digits.</summary>
    private const double RoundedTolerance = 1e-2;
    private const int NewTokens = 16;

    /// <summary>All of them, in the order of a table.</summary>
    /// <param name="masks">What is trained on, of some items.</param>
    /// <param name="prompts">Prompts to generate from.</param>
    /// <param name="report">Told what is being measured.</param>
    /// <param name="cancel">Ends it early.</param>
    public IReadOnlyList<Guarantee> Measure(
        IReadOnlyList<MaskedItem> masks,
        IReadOnlyList<int[]> prompts,
        Action<string> report,
        CancellationToken cancel = default
    )
    {
        var rows = new List<Guarantee>();
        var tolerance = IsExact ? LossTolerance : RoundedTolerance;
        (string Name, Func<Guarantee> Measure)[] checks =
        [
            ("packed = unpacked", () => Row(Packing(), tolerance, "relative difference of the loss, each example alone")),
            ("accumulation = whole batch", () => Row(Accumulation(), tolerance, "relative difference of a step's loss and gradient")),
            ("masks = the task's trained text", () => Row(masks.Count(m => !m.Trained), 0, $"of {masks.Count} items differ")),
            ("two runs = the same bits", () => Row(Run("first").WeightsHash == Run("second").WeightsHash ? 0 : 1, 0, "runs differ")),
            ("resume = undisturbed bits", () => Row(Resumed().WeightsHash == Run("first").WeightsHash ? 0 : 1, 0, "runs differ")),
            ("export = in-memory greedy ids", () => Export(prompts)),
            ("two ranks = one process", TwoRanks),
        ];
        foreach (var (name, measure) in checks)
        {
            cancel.ThrowIfCancellationRequested();
            report(name);
            rows.Add(measure() with { Name = name });
        }

        return rows;
    }

    private bool IsExact
    {
        get
        {
            using var objective = job.Objective();
            // An adapter is fp32, but what it stands on may be rounded.
            return objective.Model.Parameters.Dtype == Dtype.Float32;
        }
    }

    private static Guarantee Row(double figure, double tolerance, string unit) => new("", figure, tolerance, unit);

    /// <summary>The loss of a packed batch against those of its examples alone.</summary>
    private double Packing()
    {
        using var objective = job.Objective();
        using var noGrad = no_grad();
        var examples = objective.PrepareHeldOut(job.Train, job.Seed);
        var alone = examples.Sum(e => Loss(objective, [e]));
        return Math.Abs(Loss(objective, examples) - alone) / Math.Abs(alone);
    }

    /// <summary>A step of single examples against one of the whole batch: loss, and gradient by its distance.</summary>
    private double Accumulation()
    {
        using var objective = job.Objective();
        using var ranks = new Ranks(null);
        using var state = new TrainedState(objective.Model.Trained, job.Settings, ranks);
        var examples = PreparedStep.Of(job.Train, objective.Prepare(job.Train, job.Seed));
        var whole = new TrainingStep(objective, state, int.MaxValue, job.Seed, ranks).Accumulate(examples, 0);
        using var gradient = state.Gradients.clone();
        state.Gradients.zero_();
        var split = new TrainingStep(objective, state, 1, job.Seed, ranks).Accumulate(examples, 0);
        using var noGrad = no_grad();
        using var difference = gradient - state.Gradients;
        var distance = FlatOptimizer.GradNorm(difference) / FlatOptimizer.GradNorm(gradient);
        // Gradients of cancelling terms keep fewer digits than the loss.
        return Math.Max(Math.Abs(split - whole) / Math.Abs(whole), distance / 10);
    }

    private TrainingResult Resumed()
    {
        using var cancel = new CancellationTokenSource();
        try
        {
            Run("resumed", new StopAt(job.Settings.Steps!.Value / 2, cancel), cancel.Token);
        }
        catch (OperationCanceledException)
        {
            // As meant: it stands in the middle, with a checkpoint.
        }

        return Run("resumed");
    }

    private Guarantee Export(IReadOnlyList<int[]> prompts)
    {
        using var objective = job.Objective();
        if (objective.Model.Whole is not LanguageModel model)
            return new Guarantee("", null, 0, "the model does not generate by itself");
        var folder = Path.Combine(job.Folder, "export");
        objective.Model.Save(folder);
        using var loaded = load(folder);
        var (kept, exported) = (Greedy(model, prompts), Greedy(loaded, prompts));
        return Row(kept.Zip(exported).Count(p => !p.First.SequenceEqual(p.Second)), 0, $"of {prompts.Count} continuations differ");
    }

    private Guarantee TwoRanks()
    {
        if (!IsExact)
            return new Guarantee("", null, LossTolerance, "bf16 rounds the gradients of other micro-batches");
        Run("first");
        ThreadRanks.Run(2, group => Trainer.Run(Named("ranks") with { Group = group }), TimeSpan.FromMinutes(5));
        var differences = Losses("first").Zip(Losses("ranks"), (one, two) => Math.Abs(two - one) / Math.Abs(one));
        return Row(differences.Max(), LossTolerance, "largest relative difference of a step's loss");
    }

    private List<double> Losses(string name) => [.. TrainingLog.Read(Path.Combine(job.Folder, name, "log.jsonl")).Select(r => r.Loss)];

    private TrainingResult Run(string name, IProgress<TrainingProgress>? progress = null, CancellationToken cancel = default) =>
        Trainer.Run(Named(name), progress, cancel);

    private TrainingJob Named(string name) => job with { Folder = Path.Combine(job.Folder, name), LogFile = null };

    private static IReadOnlyList<IReadOnlyList<int>> Greedy(LanguageModel model, IReadOnlyList<int[]> prompts) =>
        [.. TextGenerator.Generate(model, null, prompts, new GenerationSettings { MaxNewTokens = NewTokens }, 1).Select(t => t.Ids)];

    private static double Loss(IObjective objective, IReadOnlyList<TrainingExample> examples)
    {
        using var loss = objective.Loss(examples, training: false);
        return HostValues.Scalar<float>(loss);
    }

    private sealed class StopAt(int step, CancellationTokenSource cancel) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Row?.Step == step)
                cancel.Cancel();
        }
    }
}

/// <summary>How one guarantee came out.</summary>
/// <param name="Name">What must hold.</param>
/// <param name="Figure">How far it is from holding; null where it was not measured.</param>
/// <param name="Tolerance">The largest figure that is good.</param>
/// <param name="Unit">What the figure counts, or why it was not measured.</param>
public sealed record Guarantee(string Name, double? Figure, double Tolerance, string Unit)
{
    /// <summary>What was not measured did not fail; a figure that is no number did.</summary>
    public bool Passed => Figure is null || Figure <= Tolerance;
}

/// <summary>Gradient norms by the names that files have, where the engine holds several of their tensors in one parameter.</summary>
internal static class GradientNorms
{
    /// <summary>
    /// The norm over the rows of a parameter that are this tensor of the file; NaN where the model has none of that name.
    /// </summary>
    public static double Of(FlatParameters parameters, string fileName)
    {
        var spec = parameters.Specs.FirstOrDefault(s => s.Parts.Any(p => p.FileName == fileName));
        if (spec is null)
            return double.NaN;
        var start = spec.Parts.TakeWhile(p => p.FileName != fileName).Sum(p => p.Rows);
        return HostValues.Scalar<float>(
            parameters.Gradient(spec.Name).narrow(0, start, spec.Parts.First(p => p.FileName == fileName).Rows).norm()
        );
    }
}
