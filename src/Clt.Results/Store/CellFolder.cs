using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Clt.Formats.Files;

namespace Clt.Results.Store;

/// <summary>
/// The folder of a cell: <c>cell.yaml</c>, <c>log.jsonl</c>, <c>checkpoint/</c>, <c>predictions/*.jsonl</c>, <c>results.json</c>.
/// </summary>
public sealed class CellFolder(string path)
{
    public string Path { get; } = path;

    public string CellYaml => System.IO.Path.Combine(Path, "cell.yaml");

    public string Log => System.IO.Path.Combine(Path, "log.jsonl");

    /// <summary>Event files for TensorBoard.</summary>
    public string Board => System.IO.Path.Combine(Path, "tensorboard");

    public string Checkpoint => System.IO.Path.Combine(Path, "checkpoint");

    public string Results => System.IO.Path.Combine(Path, "results.json");

    /// <summary>Some of the examples that a training is made of, piece by piece.</summary>
    internal string Examples => System.IO.Path.Combine(Path, "examples.jsonl");

    /// <summary>The reason of the last failure; gone when the cell starts again.</summary>
    public string Failure => System.IO.Path.Combine(Path, "failure.txt");

    /// <summary>Nothing but predictions, and whose they are.</summary>
    internal string PredictionsFolder => System.IO.Path.Combine(Path, "predictions");

    public string Predictions(string language) => System.IO.Path.Combine(PredictionsFolder, $"{language}.jsonl");

    /// <summary>Makes the folder and stores the text that names it.</summary>
    public void Prepare(string yaml)
    {
        Directory.CreateDirectory(Path);
        if (!File.Exists(CellYaml))
            AtomicFile.WriteText(CellYaml, yaml);
        File.Delete(Failure);
    }

    /// <summary>Makes <c>checkpoint</c> a link to that of the training whose weights the cell measures.</summary>
    public void LinkCheckpoint(CellFolder trained)
    {
        if (Directory.Exists(Checkpoint))
            return;
        try
        {
            Directory.CreateSymbolicLink(Checkpoint, System.IO.Path.GetRelativePath(Path, trained.Checkpoint));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only people look here; some file systems have no links.
        }
    }

    /// <summary>The text that names it, or null where there is none, or one that names another cell.</summary>
    public string? ReadYaml() =>
        File.Exists(CellYaml) && File.ReadAllText(CellYaml) is var text && Digits(text).StartsWith(Name, StringComparison.Ordinal)
            ? text
            : null;

    /// <summary>
    /// The results, or null where there are none, they are cut short, their checksum does not hold, or they are another cell's.
    /// </summary>
    public CellResult? Read()
    {
        if (!File.Exists(Results))
            return null;
        try
        {
            var json = File.ReadAllBytes(Results);
            var form = new ResultJson(PackedJson.Reading(ResultJson.Default.Options, json)).CellResult;
            return JsonSerializer.Deserialize(json, form) is { } result && result.Cell == Name && Holds(result, json)
                ? result with
                {
                    Tables = null,
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the results with their checksum; they are there whole or not at all.</summary>
    public void Write(CellResult result)
    {
        var packing = new ScorePacking([result]);
        var form = new ResultJson(PackedJson.Writing(ResultJson.Default.Options, packing)).CellResult;
        result = result with { Schema = CellResult.CurrentSchema, Checksum = null, Tables = packing.Tables };
        AtomicFile.Write(Results, file => Seal.Write(file, stream => JsonSerializer.Serialize(stream, result, form)));
    }

    /// <summary>
    /// Whether results of the first version are as they were written, or have no checksum, as those that other programs write. Later ones
    /// have it over the text of their file, which says nothing of them elsewhere.
    /// </summary>
    internal static bool HoldsOrHasNone(CellResult result) =>
        result.Schema != CellResult.OldestSchema || string.IsNullOrEmpty(result.Checksum) || result.Checksum == Sum(result);

    /// <summary>Forgets the results, so that the cell is run again; what it left is taken up where it holds.</summary>
    public void Forget() => File.Delete(Results);

    private string Name => System.IO.Path.GetFileName(Path);

    private static bool Holds(CellResult result, ReadOnlySpan<byte> json) =>
        result.Schema == CellResult.OldestSchema
            ? result.Checksum == Sum(result)
            : result.Schema == CellResult.CurrentSchema && Seal.State(json) == SealState.Holds;

    /// <summary>The checksum of the first version: over the record with all of its scores, written as they are.</summary>
    private static string Sum(CellResult result)
    {
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
            JsonSerializer.Serialize(stream, result with { Checksum = "" }, ResultJson.Default.CellResult);
        return Convert.ToHexStringLower(hash.Hash!);
    }

    private static string Digits(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
