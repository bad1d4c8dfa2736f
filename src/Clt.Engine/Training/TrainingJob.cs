using Clt.Engine.Data;
using Clt.Engine.Distributed;
using Clt.Engine.Objectives;

namespace Clt.Engine.Training;

/// <summary>One training run: everything that decides its result.</summary>
/// <param name="Folder">
/// Where its log, checkpoints and result go. Running a job again in the same folder goes on from its last checkpoint.
/// </param>
/// <param name="Identity">Changes whenever the result could (a cell's hash); a checkpoint of another identity is refused.</param>
/// <param name="Objective">Makes the loss and the model to start from; the trainer disposes of both.</param>
/// <param name="Train">Training examples.</param>
/// <param name="Validation">Held-out examples for the validation loss; may be empty.</param>
/// <param name="Settings">How.</param>
/// <param name="Seed">Its <c>data</c> stream shuffles and draws noise, its <c>dropout</c> stream drops out.</param>
public sealed record TrainingJob(
    string Folder,
    string Identity,
    Func<IObjective> Objective,
    IReadOnlyList<TrainingExample> Train,
    IReadOnlyList<TrainingExample> Validation,
    TrainingSettings Settings,
    Seed Seed
)
{
    /// <summary>Where the log goes; null for <c>log.jsonl</c> in the folder.</summary>
    public string? LogFile { get; init; }

    /// <summary>
    /// Hash of the bytes that it starts from: of a model's weights, or a tokenizer. A finished result that was made from others is made
    /// again.
    /// </summary>
    public string Start { get; init; } = "";

    /// <summary>The processes that train together; null for this one alone. All of them run the same job in the same folder.</summary>
    public ProcessGroup? Group { get; init; }

    /// <summary>
    /// Threads to compute with from here on, asked before each step: no bit depends on them, and the machine may be busier or freer than at
    /// the start. Null keeps those of the settings.
    /// </summary>
    public Func<int>? Threads { get; init; }

    /// <summary>
    /// Measures the model at steps that <see cref="TrainingSettings.EvaluateEvery"/> names: figures by name, for the log.
    /// </summary>
    public Func<IObjective, IReadOnlyDictionary<string, double>>? Evaluate { get; init; }

    /// <summary>Rate of the machine's large fp32 matrix product in FLOP/s, of all ranks, for the log; null leaves the share out.</summary>
    public double? GemmRate { get; init; }

    /// <summary>Checkpoints that are kept as models of their own; none by default.</summary>
    public IReadOnlyList<KeptModel> Keep { get; init; } = [];

    /// <summary>Writes the tokenizer's files into a model folder; null writes none.</summary>
    public Action<string>? WriteTokenizer { get; init; }
}
