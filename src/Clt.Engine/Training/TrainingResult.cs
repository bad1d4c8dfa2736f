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
    double Seconds
)
{
    private const string FileName = "result.json";

    /// <summary>The Hugging Face directory of the selected weights.</summary>
    [JsonIgnore]
    public string ModelFolder { get; init; } = "";

    /// <summary>
    /// What the files of the model, and of those kept on the way, must be, by their paths in the job's folder; checked before they are
    /// loaded.
    /// </summary>
    public IReadOnlyDictionary<string, FileSum> Files { get; init; } = new Dictionary<string, FileSum>();

    /// <summary>Hash of what it started from (<see cref="TrainingJob.Start"/>).</summary>
    public string Start { get; init; } = "";

    /// <summary>The file of it in a job's folder.</summary>
    public static string FileIn(string folder) => Path.Combine(folder, FileName);

    /// <summary>The result of a finished run; null where there is none, or its file is damaged.</summary>
    /// <exception cref="InputException">The folder holds the result of another job.</exception>
    public static TrainingResult? Find(string folder, string identity) => Find(folder, identity, out _);

    /// <summary>The same with what is wrong with the file, or null.</summary>
    /// <exception cref="InputException">The folder holds the result of another job.</exception>
    public static TrainingResult? Find(string folder, string identity, out string? fault)
    {
        fault = null;
        var path = FileIn(folder);
        if (!File.Exists(path))
            return null;
        try
        {
            var text = File.ReadAllText(path);
            if (Seal.State(text) == SealState.Holds && JsonSerializer.Deserialize<TrainingResult>(text) is { Files: not null } result)
            {
                if (result.Identity != identity)
                    throw Checkpoint.OtherJob(path, result.Identity, identity);
                return result with { ModelFolder = ModelIn(folder) };
            }
        }
        catch (JsonException)
        {
            // As if the checksum had not held.
        }

        fault = $"{FileName} is damaged: its checksum does not hold";
        return null;
    }

    /// <summary>The files of the model and of those that were kept on the way: all but the checkpoints.</summary>
    public static IEnumerable<string> FilesIn(string folder) =>
        Directory
            .GetDirectories(folder)
            .Where(d => Path.GetFileName(d) != "checkpoints")
            .SelectMany(d => Directory.GetFiles(d, "*", SearchOption.AllDirectories));

    /// <summary>The folder of the model in a job's folder.</summary>
    public static string ModelIn(string folder) => Path.Combine(folder, "model");

    internal void Write(string folder) => AtomicFile.WriteText(FileIn(folder), Seal.Close(JsonSerializer.Serialize(this)));
}
