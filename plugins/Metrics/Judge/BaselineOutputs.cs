using System.Security.Cryptography;
using System.Text.Json;

namespace Clt.Plugins.Metrics.Judge;

/// <summary>The outputs of another run: a cell's folder with <c>predictions/LANGUAGE.jsonl</c>, as <c>clt run</c> leaves it.</summary>
internal sealed class BaselineOutputs
{
    private readonly Dictionary<(string Language, string Item), string> _outputs = [];

    /// <exception cref="InputException">There are no predictions, or a line is damaged.</exception>
    public BaselineOutputs(string cell)
    {
        var folder = Path.Combine(cell, "predictions");
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).ToList() : [];
        if (files.Count == 0)
            throw new InputException("there are no predictions", folder, "Name a cell's folder of a finished run: runs/STUDY/cells/CELL.");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
            Add(file, hash);
        Name = Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    /// <summary>First digits of the SHA-256 of the predictions.</summary>
    public string Name { get; }

    public string? Of(Prediction item) => _outputs.GetValueOrDefault((item.Language.Code, item.ItemId));

    private void Add(string file, IncrementalHash hash)
    {
        hash.AppendData(File.ReadAllBytes(file));
        foreach (var (line, number) in File.ReadLines(file).Select((l, i) => (l, i + 1)))
        {
            try
            {
                using var document = JsonDocument.Parse(line);
                var item = document.RootElement.GetProperty("item").GetString()!;
                _outputs[(Path.GetFileNameWithoutExtension(file), item)] = document.RootElement.GetProperty("output").GetString()!;
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                throw new InputException($"the line is no prediction: {e.Message}", $"{file}({number})", "Run the baseline to its end.", e);
            }
        }
    }
}
