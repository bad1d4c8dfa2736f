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
    public static void Load(FlatParameters parameters, string folder, ModelConfig config)
    {
        var files = Paths(folder).Select(SafetensorsFile.Open).ToList();
        try
        {
            var problems = new List<Problem>();
            var expected = new HashSet<string>(StringComparer.Ordinal);
            var found = files.SelectMany(f => f.Entries.Select(e => (File: f, Entry: e))).ToList();
            var prefix = found.Any(e => e.Entry.Name.StartsWith(config.OptionalPrefix, StringComparison.Ordinal)) ? "" : config.OptionalPrefix;
            var present = found.ToDictionary(e => prefix + e.Entry.Name, StringComparer.Ordinal);
            foreach (var spec in parameters.Specs.Concat(parameters.Buffers))
            {
                var values = MemoryMarshal.Cast<byte, float>(parameters[spec.Name].bytes);
                foreach (var part in spec.Parts)
                {
                    expected.Add(part.FileName);
                    var count = checked((int)(part.Rows * spec.Count / spec.Shape[0]));
                    var problem = present.TryGetValue(part.FileName, out var source)
                        ? Read(source.File, source.Entry, spec, part, values[..count])
                        : new Problem($"tensor '{part.FileName}' {Describe(spec, part)} is missing", folder, "Fetch the whole model again.");
                    if (problem is not null) problems.Add(problem);
                    values = values[count..];
                }
            }

            problems.AddRange(present
                .Where(e => !expected.Contains(e.Key) && !IsIgnorable(e.Key, config))
                .Select(e => e.Value)
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
        var tensors = parameters.Specs.Concat(parameters.Buffers).SelectMany(spec =>
        {
            var row = checked((int)(spec.Count / spec.Shape[0]));
            var start = 0L;
            return spec.Parts.Select(part =>
            {
                var (from, count) = (checked((int)start), checked((int)part.Rows * row));
                start += count;
                return new TensorToWrite(part.FileName, TensorType.F32, part.Layout.Shape(part.Rows, spec.Shape.Skip(1)), stream =>
                {
                    var values = MemoryMarshal.Cast<byte, float>(parameters[spec.Name].bytes).Slice(from, count);
                    if (part.Layout.IsPlain)
                    {
                        stream.Write(MemoryMarshal.AsBytes(values));
                        return;
                    }

                    var arranged = new float[count];
                    part.Layout.Write(values, arranged, (int)part.Rows);
                    stream.Write(MemoryMarshal.AsBytes(arranged.AsSpan()));
                });
            });
        });
        return SafetensorsWriter.Write(path, tensors, new Dictionary<string, string> { ["format"] = "pt" });
    }

    private static Problem? Read(SafetensorsFile file, TensorEntry entry, ParameterSpec spec, ParameterPart part, Span<float> values)
    {
        if (!entry.Shape.SequenceEqual(part.Layout.Shape(part.Rows, spec.Shape.Skip(1))))
        {
            return new Problem(
                $"tensor '{entry.Name}' is {entry.Describe()}, but config.json makes it {Describe(spec, part)}", file.Path, "Use the config.json of these weights.");
        }

        if (part.Layout.IsPlain)
        {
            file.CopyTo(entry.Name, values);
            return null;
        }

        var arranged = new float[values.Length];
        file.CopyTo(entry.Name, arranged);
        part.Layout.Read(arranged, values, (int)part.Rows);
        return null;
    }

    private static string Describe(ParameterSpec spec, ParameterPart part) => $"[{string.Join(", ", part.Layout.Shape(part.Rows, spec.Shape.Skip(1)))}]";

    /// <summary>Buffers that older files carry, and a head that repeats the embedding it is tied to.</summary>
    private static bool IsIgnorable(string name, ModelConfig config) =>
        name.EndsWith("rotary_emb.inv_freq", StringComparison.Ordinal)
        || config.IgnoredTensors.Any(ending => name.EndsWith(ending, StringComparison.Ordinal))
        || (config.TiedHead && name.EndsWith("lm_head.weight", StringComparison.Ordinal));

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
