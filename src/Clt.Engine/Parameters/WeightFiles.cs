using System.Runtime.InteropServices;
using Clt.Formats.Safetensors;

namespace Clt.Engine.Parameters;

/// <summary>Parameters to and from the weight files of a Hugging Face directory.</summary>
internal static class WeightFiles
{
    /// <summary>Copies every parameter from the folder's files, converting to the parameters' dtype.</summary>
    /// <returns>In what the files differ from the model without being wrong.</returns>
    /// <exception cref="InputException">Tensors are missing, extra, of another shape or not floating: all of them are listed.</exception>
    public static LoadedTensors Load(FlatParameters parameters, string folder, ModelConfig config)
    {
        using var shards = WeightShards.Open(folder);
        return Load(parameters, shards, folder, config);
    }

    /// <summary>The same from files that are open.</summary>
    /// <param name="parameters">Filled.</param>
    /// <param name="shards">The files.</param>
    /// <param name="folder">Theirs, for messages.</param>
    /// <param name="config">What names tensors.</param>
    /// <param name="leftOut">Optional parameters that are taken for absent, whatever the files have in their places; null for none.</param>
    public static LoadedTensors Load(
        FlatParameters parameters,
        WeightShards shards,
        string folder,
        ModelConfig config,
        IReadOnlyList<ParameterSpec>? leftOut = null
    )
    {
        var names = new TensorNaming(config);
        var unread = (leftOut ?? []).SelectMany(s => s.Parts).Select(p => names.Plain(p.FileName)).ToHashSet(StringComparer.Ordinal);
        var byName = shards
            .Tensors.Values.Where(t => !unread.Contains(names.Plain(t.Entry.Name)))
            .ToLookup(t => names.Plain(t.Entry.Name), StringComparer.Ordinal);
        var found = byName
            .SelectMany(g => g.Skip(1))
            .Select(t => new Problem(
                $"tensor '{t.Entry.Name}' is there twice, under two names",
                t.File.Path,
                "Fetch the whole model again."
            ))
            .ToList();

        // From here on tensors have the names that parameters have in files.
        var parts = parameters
            .Specs.Concat(parameters.Buffers)
            .SelectMany(s => s.Parts)
            .ToDictionary(p => names.Plain(p.FileName), p => p.FileName, StringComparer.Ordinal);
        var present = byName.ToDictionary(g => parts.GetValueOrDefault(g.Key, g.Key), g => g.First(), StringComparer.Ordinal);
        var standIns = FollowAliases(shards, names, parts, present);
        var wrong = shards
            .IndexFaults.Where(f => parts.ContainsKey(names.Plain(f.Tensor)) && !shards.Aliases.ContainsKey(f.Tensor))
            .ToList();
        found.AddRange(wrong.Select(f => new Problem(f.What, f.Where, "Fetch the whole model again.")));
        string[] notes = [.. shards.IndexFaults.Except(wrong).Select(f => $"{f.What}: nothing is read for it")];
        Load(
            parameters,
            present,
            folder,
            "Use the config.json of these weights.",
            name => names.IsIgnorable(name) || names.IsOfAnotherHead(name) || standIns.Contains(name),
            found
        );
        var files = parts.Values.ToHashSet(StringComparer.Ordinal);
        return new LoadedTensors(
            [.. parameters.Specs.Where(s => IsAbsent(s, present.Keys))],
            [
                .. present
                    .Where(t => !files.Contains(t.Key) && names.IsOfAnotherHead(t.Key))
                    .Select(t => $"'{t.Value.Entry.Name}' {t.Value.Entry.Describe()}"),
            ],
            notes
        );
    }

    /// <summary>Puts what is stored under another name where the model looks for it.</summary>
    /// <returns>The names under which it is stored, which need no place of their own.</returns>
    private static HashSet<string> FollowAliases(
        WeightShards shards,
        TensorNaming names,
        Dictionary<string, string> parts,
        Dictionary<string, (SafetensorsFile File, TensorEntry Entry)> present
    )
    {
        var standIns = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, stored) in shards.Aliases)
        {
            if (!parts.TryGetValue(names.Plain(name), out var place) || !present.TryAdd(place, shards.Tensors[stored]))
                continue;
            standIns.Add(parts.GetValueOrDefault(names.Plain(stored), names.Plain(stored)));
        }

        return standIns;
    }

    /// <summary>Copies every parameter from tensors under the names that the parameters' parts have in files.</summary>
    /// <param name="parameters">Filled.</param>
    /// <param name="present">The tensors.</param>
    /// <param name="where">For messages: where a tensor is missing.</param>
    /// <param name="mend">What to do about a tensor that does not fit.</param>
    /// <param name="mayBeExtra">Whether a tensor without a place is no fault.</param>
    /// <param name="found">Problems found before, thrown with those found here.</param>
    public static void Load(
        FlatParameters parameters,
        IReadOnlyDictionary<string, (SafetensorsFile File, TensorEntry Entry)> present,
        string where,
        string mend,
        Func<string, bool> mayBeExtra,
        IEnumerable<Problem>? found = null
    )
    {
        var problems = (found ?? []).ToList();
        var expected = new HashSet<string>(StringComparer.Ordinal);
        var copy = new WeightCopy(parameters);
        foreach (var spec in parameters.Specs.Concat(parameters.Buffers))
        {
            if (IsAbsent(spec, present.Keys))
                continue;
            var start = 0L;
            foreach (var part in spec.Parts)
            {
                expected.Add(part.FileName);
                var shape = part.Layout.Shape(part.Rows, spec.Shape.Skip(1));
                if (!present.TryGetValue(part.FileName, out var source))
                    problems.Add(
                        new Problem(
                            $"tensor '{part.FileName}' [{string.Join(", ", shape)}] is missing",
                            where,
                            "Fetch or write the files again."
                        )
                    );
                else if (Misfit(source.Entry, shape) is { } what)
                    problems.Add(new Problem($"tensor '{source.Entry.Name}' is {source.Entry.Describe()}, {what}", source.File.Path, mend));
                else
                    copy.Add(source.File, source.Entry, spec.Name, start, part);
                start += part.Rows * spec.Count / spec.Shape[0];
            }
        }

        problems.AddRange(
            present
                .Where(e => !expected.Contains(e.Key) && !mayBeExtra(e.Key))
                .Select(e => e.Value)
                .Select(e => new Problem($"tensor '{e.Entry.Name}' {e.Entry.Describe()} has no place in this model", e.File.Path, mend))
        );
        if (problems.Count > 0)
            throw new InputException(problems);
        copy.Run();
    }

    /// <summary>Writes all parameters as the family names them, in their dtype, and returns the file's SHA-256.</summary>
    public static string Save(FlatParameters parameters, string path) =>
        SafetensorsWriter.Write(path, Tensors(parameters, parameters.Dtype), new Dictionary<string, string> { ["format"] = "pt" });

    /// <summary>What <see cref="Save"/> writes, in any dtype.</summary>
    public static IEnumerable<TensorToWrite> Tensors(FlatParameters parameters, Dtype dtype) =>
        parameters
            .Specs.Concat(parameters.Buffers)
            .SelectMany(spec =>
            {
                var row = spec.Count / spec.Shape[0];
                var start = 0L;
                return spec.Parts.Select(part =>
                {
                    var from = start;
                    start += part.Rows * row;
                    return new TensorToWrite(
                        part.FileName,
                        dtype.Stored(),
                        part.Layout.Shape(part.Rows, spec.Shape.Skip(1)),
                        stream => Write(stream, parameters, spec.Name, from, part.Rows * row, part, dtype)
                    );
                });
            });

    private static void Write(
        Stream stream,
        FlatParameters parameters,
        string name,
        long start,
        long count,
        ParameterPart part,
        Dtype dtype
    )
    {
        // A matrix in the engine's order goes out in pieces; another is arranged as a whole.
        var piece = part.Layout.IsPlain ? Math.Min(count, 1 << 20) : count;
        var converted = new byte[checked(piece * dtype.Size())];
        for (var at = 0L; at < count; at += piece)
        {
            var values = parameters.Read(name, start + at, Math.Min(piece, count - at));
            var bytes = converted.AsSpan(0, values.Length / parameters.Dtype.Size() * dtype.Size());
            FloatConversion.Convert(parameters.Dtype.Stored(), values, dtype.Stored(), bytes);
            stream.Write(part.Layout.IsPlain ? bytes : Arranged(bytes, part, dtype));
        }
    }

    private static ReadOnlySpan<byte> Arranged(ReadOnlySpan<byte> engine, ParameterPart part, Dtype dtype)
    {
        var file = new byte[engine.Length];
        if (dtype.Size() == 4)
            part.Layout.Write(MemoryMarshal.Cast<byte, float>(engine), MemoryMarshal.Cast<byte, float>(file.AsSpan()), (int)part.Rows);
        else
            part.Layout.Write(MemoryMarshal.Cast<byte, ushort>(engine), MemoryMarshal.Cast<byte, ushort>(file.AsSpan()), (int)part.Rows);
        return file;
    }

    private static string? Misfit(TensorEntry entry, long[] shape)
    {
        if (!entry.Shape.SequenceEqual(shape))
            return $"but config.json makes it [{string.Join(", ", shape)}]";
        return FloatConversion.IsFloating(entry.Type) ? null : "but weights are F32, BF16, F16 or F64";
    }

    /// <summary>Whether an optional parameter is lacking altogether; with some of its tensors there the others are missing.</summary>
    private static bool IsAbsent(ParameterSpec spec, IEnumerable<string> names) =>
        spec.Optional && !spec.Parts.Any(p => names.Contains(p.FileName));
}

/// <summary>In what the files of a model differ from it, without being wrong.</summary>
/// <param name="Absent">Optional parameters that the files lack.</param>
/// <param name="Unused">Tensors of other heads, by name and shape.</param>
/// <param name="Notes">In what files and index differ about tensors that the model has no place for: a sentence each.</param>
internal sealed record LoadedTensors(IReadOnlyList<ParameterSpec> Absent, IReadOnlyList<string> Unused, IReadOnlyList<string> Notes);

/// <summary>What the index of shards and the shards say differently of one tensor.</summary>
/// <param name="Tensor">Its name in the files.</param>
/// <param name="What">The difference.</param>
/// <param name="Where">The index, or the shard.</param>
internal sealed record IndexFault(string Tensor, string What, string Where);
