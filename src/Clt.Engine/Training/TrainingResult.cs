using System.Text.Json;
using System.Text.Json.Serialization;
using Clt.Formats.Files;

namespace Clt.Engine.Training;

/// <summary>How a run ended; it is also in <c>result.json</c>.</summary>
/// <param name="Identity">The job's.</param>
/// <param name="WeightsHash">SHA-256 of the file of weights in <c>model/</c>.</param>
/// <param name="Steps">Optimiser steps.</param>
/// <param name="SelectedStep">The step whose weights are the result.</param>
/// <param name="Tokens">Tokens trained on, prompts included.</param>
/// <param name="TargetTokens">Of those, targets.</param>
/// <param name="FirstLoss">Loss of the first step.</param>
/// <param name="LastLoss">Loss of the last step.</param>
/// <param name="BestValidationLoss">The lowest that was measured at a selectable step, or null.</param>
/// <param name="Seconds">Wall time of all steps, those before an interruption included.</param>
public sealed record TrainingResult(
    string Identity,
    string WeightsHash,
    int Steps,
    int SelectedStep,
    long Tokens,
    long TargetTokens,
    double FirstLoss,
    double LastLoss,
    double? BestValidationLoss,
    double Seconds)
{
    private const string FileName = "result.json";

    /// <summary>The Hugging Face directory of the selected weights.</summary>
    [JsonIgnore]
    public string ModelFolder { get; init; } = "";

    /// <summary>The result of a finished run, or null.</summary>
    /// <exception cref="InputException">The folder holds the result of another job, or it is broken.</exception>
    public static TrainingResult? Find(string folder, string identity)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return null;
        try
        {
            var result = JsonSerializer.Deserialize<TrainingResult>(File.ReadAllText(path)) ?? throw new JsonException("null");
            if (result.Identity != identity) throw Checkpoint.OtherJob(path, result.Identity, identity);
            return result with { ModelFolder = Path.Combine(folder, "model") };
        }
        catch (JsonException e)
        {
            throw new InputException("the result is not valid JSON", path, "Remove the file; the run will go on from its last checkpoint.", e);
        }
    }

    internal void Write(string folder) => AtomicFile.WriteText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this));
}
