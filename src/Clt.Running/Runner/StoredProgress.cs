using System.Text.Json;
using System.Text.Json.Serialization;
using Clt.Results.Store;

namespace Clt.Running.Runner;

/// <summary>
/// Progress of a running study, <c>progress.json</c> in its folder: for those that watch it from other processes (<c>clt serve</c>).
/// </summary>
/// <param name="Cells">Number of cells.</param>
/// <param name="Done">Cells done, before or now.</param>
/// <param name="Failed">Cells failed.</param>
/// <param name="Fraction">How much of the work is done, from 0 to 1.</param>
/// <param name="Seconds">Time since the run began.</param>
/// <param name="Left">Estimated seconds left; null until they can be told.</param>
/// <param name="Running">The cells being run.</param>
public sealed record StoredProgress(
    int Cells,
    int Done,
    int Failed,
    double Fraction,
    double Seconds,
    double? Left,
    IReadOnlyList<CellStanding> Running
)
{
    /// <summary>How often a run writes it at least.</summary>
    internal static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <summary>One that is older was left by a run that was killed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Where a study stands that is being run; null where none is.</summary>
    public static StoredProgress? Read(StudyFolder folder)
    {
        try
        {
            var file = new FileInfo(folder.Progress);
            if (!file.Exists || DateTime.UtcNow - file.LastWriteTimeUtc >= Patience)
                return null;
            var read = JsonSerializer.Deserialize(File.ReadAllBytes(file.FullName), ProgressJson.Default.StoredProgress);
            return read is not null && IsWhole(read.Running) ? read : null;
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsWhole(IReadOnlyList<CellStanding?> running) =>
        !running.Contains(null) && running.DistinctBy(r => r!.Cell).Count() == running.Count;
}

/// <summary>Where a running cell stands.</summary>
/// <param name="Cell">Its name.</param>
/// <param name="Title">What it is, in words.</param>
/// <param name="Phase">What it does, such as <c>training</c>; empty where it has not said.</param>
/// <param name="Fraction">How much of it is done, from 0 to 1.</param>
/// <param name="TokensPerSecond">Its pace; 0 where none is known.</param>
/// <param name="Loss">The last step's loss; not a number where it does not train.</param>
/// <param name="Left">Estimated seconds left, from the pace since this run took it up; null until they can be told.</param>
public sealed record CellStanding(
    string Cell,
    string Title,
    string Phase,
    double Fraction,
    double TokensPerSecond,
    double Loss,
    double? Left
);

/// <summary>Serialisation of it, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(StoredProgress))]
internal sealed partial class ProgressJson : JsonSerializerContext;
