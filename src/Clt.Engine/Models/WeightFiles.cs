using System.Runtime.InteropServices;
using System.Text.Json;
using Clt.Engine.Checkpoints;

namespace Clt.Engine.Models;

/// <summary>Weights in a Hugging Face directory: one <c>model.safetensors</c>, or shards with an index.</summary>
internal static class WeightFiles
{
    public const string Single = "model.safetensors";
    public const string Index = "model.safetensors.index.json";

    /// <summary>Copies every parameter from the folder's files, converting to fp32.</summary>
    /// <exception cref="InputException">Tensors are missing, extra or of another shape: all of them are listed.</exception>
    public static void Load(FlatParameters parameters, string folder, bool tiedHead)
    {
        var files = Paths(folder).Select(SafetensorsFile.Open).ToList();
        try
        {
            var problems = new List<Problem>();
            var expected = new HashSet<string>(StringComparer.Ordinal);
            var present = files.SelectMany(f => f.Entries.Select(e => (File: f, Entry: e))).ToDictionary(e => e.Entry.Name, StringComparer.Ordinal);
            foreach (var spec in parameters.Specs)
            {
                var values = MemoryMarshal.Cast<byte, float>(parameters[spec.Name].bytes);
                foreach (var part in spec.Parts)
                {
                    expected.Add(part.FileName);
                    long[] shape = [part.Rows, .. spec.Shape.Skip(1)];
                    var count = checked((int)shape.Aggregate(1L, (product, size) => product * size));
                    var wanted = $"[{string.Join(", ", shape)}]";
                    if (!present.TryGetValue(part.FileName, out var found))
                    {
                        problems.Add(new Problem($"tensor '{part.FileName}' {wanted} is missing", folder, "Fetch the whole model again."));
                    }
                    else if (!found.Entry.Shape.SequenceEqual(shape))
                    {
                        problems.Add(new Problem(
                            $"tensor '{part.FileName}' is {found.Entry.Describe()}, but config.json makes it {wanted}", found.File.Path, "Use the config.json of these weights."));
                    }
                    else
                    {
                        found.File.CopyTo(part.FileName, values[..count]);
                    }

                    values = values[count..];
                }
            }

            problems.AddRange(present.Values
                .Where(e => !expected.Contains(e.Entry.Name) && !IsIgnorable(e.Entry.Name, tiedHead))
                .Select(e => new Problem($"tensor '{e.Entry.Name}' {e.Entry.Describe()} has no place in this model", e.File.Path, "Use the config.json of these weights.")));
            if (problems.Count > 0) throw new InputException(problems);
        }
        finally
        {
            files.ForEach(f => f.Dispose());
        }
    }

    /// <summary>Writes all parameters as the family names them, fp32, and returns the file's SHA-256.</summary>
    public static string Save(FlatParameters parameters, string path)
    {
        var tensors = parameters.Specs.SelectMany(spec =>
        {
            var row = spec.Shape.Skip(1).Aggregate(sizeof(float), (product, size) => checked((int)(product * size)));
            var start = 0L;
            return spec.Parts.Select(part =>
            {
                var (from, bytes) = (checked((int)start), checked((int)(part.Rows * row)));
                start += bytes;
                return new TensorToWrite(
                    part.FileName, TensorType.F32, [part.Rows, .. spec.Shape.Skip(1)], stream => stream.Write(parameters[spec.Name].bytes.Slice(from, bytes)));
            });
        });
        return SafetensorsWriter.Write(path, tensors, new Dictionary<string, string> { ["format"] = "pt" });
    }

    /// <summary>Buffers that older files carry, and a head that repeats the embedding it is tied to.</summary>
    private static bool IsIgnorable(string name, bool tiedHead) =>
        name.EndsWith("rotary_emb.inv_freq", StringComparison.Ordinal) || (tiedHead && name == "lm_head.weight");

    private static IEnumerable<string> Paths(string folder)
    {
        var index = Path.Combine(folder, Index);
        if (!File.Exists(index)) return [Path.Combine(folder, Single)];
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(index));
            return document.RootElement.GetProperty("weight_map").EnumerateObject()
                .Select(e => e.Value.GetString()!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(name => Path.Combine(folder, name)).ToList();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InputException("the index of the shards is broken", index, "Fetch the model again.", e);
        }
    }
}
