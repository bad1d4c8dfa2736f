namespace Clt.Running.Planning;

/// <summary>What a study would do: <c>clt check</c> prints it.</summary>
/// <param name="Study">Its name.</param>
/// <param name="Cells">Number of cells.</param>
/// <param name="Done">Cells whose results are there.</param>
/// <param name="Tokens">Tokens still to be trained on.</param>
/// <param name="Parameters">Weights of the largest model.</param>
/// <param name="MemoryBytes">
/// Estimated memory of all workers together: weights, gradients, optimiser, activations of a batch, and 200 MB a process.
/// </param>
/// <param name="Seconds">Estimated time that is left.</param>
/// <param name="Workers">Workers side by side.</param>
/// <param name="Basis">What the time estimate rests on.</param>
/// <param name="Rows">Every cell.</param>
/// <param name="Notes">What the user should know though nothing is wrong.</param>
public sealed record StudyPlan(
    string Study,
    int Cells,
    int Done,
    long Tokens,
    long Parameters,
    long MemoryBytes,
    double Seconds,
    int Workers,
    string Basis,
    IReadOnlyList<PlanRow> Rows,
    IReadOnlyList<string> Notes
)
{
    /// <summary>Where it would be computed here.</summary>
    public required PlanDevice Device { get; init; }

    /// <summary>What it takes on kinds of GPUs; empty where the study trains a base of its own.</summary>
    public IReadOnlyList<DevicePlan> Devices { get; init; } = [];

    /// <summary>Operations of all cells that are to do.</summary>
    public double Flops => Rows.Where(r => !r.Done).Sum(r => r.TrainFlops + r.EvaluateFlops);

    /// <summary>The most weights that a cell trains.</summary>
    public long TrainedParameters => Rows.Select(r => r.TrainedParameters).DefaultIfEmpty().Max();

    /// <summary>One line of JSON.</summary>
    public string ToJson() => System.Text.Json.JsonSerializer.Serialize(this, PlanJson.Default.StudyPlan);
}
