using System.Text.Json.Serialization;

namespace Clt.Results.Store;

/// <summary>What was measured on held-out examples at a step of training.</summary>
/// <param name="Step">Optimiser steps so far.</param>
/// <param name="Losses">
/// Mean loss of a target in nats, by language code, languages that are only watched among them; empty where none was measured.
/// </param>
public sealed record CoursePoint(int Step, IReadOnlyDictionary<string, double> Losses)
{
    /// <summary>What names of held-out losses begin with, in the log of a training.</summary>
    public const string LossPrefix = "loss/";

    private static readonly Dictionary<string, double> None = [];

    /// <summary>
    /// Scores of held-out items by <c>metric/language</c>; null where the recipe did not measure at this step (<c>evaluateEvery</c>).
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? Scores { get; init; }

    /// <summary>A metric's score in a language; not a number where it was not measured.</summary>
    public double Score(string metric, string language) => (Scores ?? None).GetValueOrDefault($"{metric}/{language}", double.NaN);
}
