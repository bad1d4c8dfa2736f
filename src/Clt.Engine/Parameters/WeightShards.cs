using System.Text.Json;
using Clt.Formats.Safetensors;

namespace Clt.Engine.Parameters;

/// <summary>The open weight files of a Hugging Face directory: one <c>model.safetensors</c>, or shards with an index.</summary>
/// <remarks>
/// Both at once are refused: transformers reads the single file and passes the shards over, and only whoever wrote them knows which
/// weights are meant.
/// </remarks>
internal sealed class WeightShards : IDisposable
{
    public const string Single = "model.safetensors";
    public const string Index = "model.safetensors.index.json";
    private const int FewLayers = 1000;
    private readonly List<SafetensorsFile> _files = [];
    private readonly Dictionary<string, (SafetensorsFile File, TensorEntry Entry)> _tensors = new(StringComparer.Ordinal);
    private readonly List<IndexFault> _faults = [];

    private WeightShards() { }

    /// <summary>Every tensor by the name in its file.</summary>
    public IReadOnlyDictionary<string, (SafetensorsFile File, TensorEntry Entry)> Tensors => _tensors;

    /// <summary>
    /// Names under which no tensor is stored, each with the tensor that stands for it: what shared memory was written once, the files'
    /// <c>__metadata__</c> says so (safetensors' <c>save_model</c>).
    /// </summary>
    public IReadOnlyDictionary<string, string> Aliases
    {
        get
        {
            var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var file in _files)
            {
                foreach (var (name, stored) in file.Metadata)
                {
                    if (!_tensors.ContainsKey(name) && file.Has(stored))
                        aliases[name] = stored;
                }
            }

            return aliases;
        }
    }

    /// <summary>Where the index and the files differ about a tensor: wrong where the model has a place for it.</summary>
    public IReadOnlyList<IndexFault> IndexFaults => _faults;

    /// <summary>The type of most elements; fp32 where it is none that weights are kept in.</summary>
    public Dtype StoredDtype
    {
        get
        {
            var most = _tensors.Values.GroupBy(t => t.Entry.Type).MaxBy(g => g.Sum(t => t.Entry.Count))?.Key;
            return Enum.GetValues<Dtype>().FirstOrDefault(d => d.Stored() == most);
        }
    }

    /// <exception cref="InputException">
    /// The index is broken, files are missing or damaged, a tensor stands in two, or there are two sets of weights: all are listed.
    /// </exception>
    public static WeightShards Open(string folder)
    {
        var map = ReadIndex(Path.Combine(folder, Index));
        if (map is not null && File.Exists(Path.Combine(folder, Single)))
            CheckOneSet(map, folder);
        var names = map is null ? [Single] : map.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return Open([.. names.Select(name => Path.Combine(folder, name))], map, Path.Combine(folder, Index));
    }

    /// <summary>Opens one file without an index.</summary>
    public static WeightShards OpenFile(string path) => Open([path], null, "");

    /// <summary>
    /// Compares the number of layers with what is stored, before a model of them is made: every layer has a tensor at least, and a
    /// configuration that has lost its number can ask for a thousand million.
    /// </summary>
    /// <exception cref="InputException">There are fewer tensors than layers.</exception>
    public void CheckLayers(ModelConfig config, string folder)
    {
        var layers = config switch
        {
            TransformerConfig stack => stack.Layers,
            SequenceToSequenceConfig pair => Math.Max(pair.Encoder.Layers, pair.Decoder.Layers),
            _ => throw new ArgumentOutOfRangeException(nameof(config), config.GetType().Name, "A model of an unknown kind."),
        };
        // Of fewer layers the tensors that are missing are told by their names.
        if (layers > Math.Max(Tensors.Count, FewLayers))
            throw new InputException(
                $"config.json has {layers} layers, but there are {Tensors.Count} tensors in all",
                folder,
                "Mend the configuration, or fetch the files again."
            );
    }

    public void Dispose() => _files.ForEach(f => f.Dispose());

    private static WeightShards Open(IReadOnlyList<string> paths, Dictionary<string, string>? map, string index)
    {
        var shards = new WeightShards();
        var problems = new List<Problem>();
        foreach (var path in paths)
        {
            try
            {
                shards.Add(SafetensorsFile.Open(path), problems);
            }
            catch (InputException e)
            {
                problems.AddRange(e.Problems);
            }
        }

        // With a shard missing, what it should hold is no news.
        if (map is not null && shards._files.Count == paths.Count)
            shards._faults.AddRange(shards.Contradictions(map, index));
        if (problems.Count == 0)
            return shards;
        shards.Dispose();
        throw new InputException(problems);
    }

    private void Add(SafetensorsFile file, List<Problem> problems)
    {
        _files.Add(file);
        foreach (var entry in file.Entries)
        {
            if (_tensors.TryAdd(entry.Name, (file, entry)))
                continue;
            problems.Add(
                new Problem(
                    $"tensor '{entry.Name}' is also in {Path.GetFileName(_tensors[entry.Name].File.Path)}",
                    file.Path,
                    "Fetch the whole model again."
                )
            );
        }
    }

    /// <summary>Refuses an index of other files beside the single one.</summary>
    private static void CheckOneSet(Dictionary<string, string> map, string folder)
    {
        var shards = map.Values.Distinct(StringComparer.Ordinal).Where(name => name != Single).Order(StringComparer.Ordinal).ToList();
        if (shards.Count == 0)
            return;
        var more = shards.Count > 1 ? $" and {shards.Count - 1} more" : "";
        throw new InputException(
            $"there are two sets of weights: {Single}, and {shards[0]}{more} that {Index} names",
            folder,
            $"Remove {Single}, or {Index} with its shards, whichever is not this model's."
        );
    }

    private IEnumerable<IndexFault> Contradictions(Dictionary<string, string> map, string index)
    {
        foreach (var (name, file) in map)
        {
            if (!_tensors.TryGetValue(name, out var found))
                yield return new IndexFault(name, $"tensor '{name}' should be in {file} but is not", index);
            else if (Path.GetFileName(found.File.Path) != file)
                yield return new IndexFault(name, $"tensor '{name}' is in {Path.GetFileName(found.File.Path)}, not in {file}", index);
        }

        foreach (var (name, (file, entry)) in _tensors.Where(t => !map.ContainsKey(t.Key)))
            yield return new IndexFault(name, $"tensor '{name}' {entry.Describe()} is not in the index", file.Path);
    }

    private static Dictionary<string, string>? ReadIndex(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            var map = document
                .RootElement.GetProperty("weight_map")
                .EnumerateObject()
                .ToDictionary(e => e.Name, e => e.Value.GetString() ?? "", StringComparer.Ordinal);
            if (map.Count == 0 || map.Values.Any(name => name.Length == 0 || name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars())))
                throw new InvalidOperationException("a shard has no plain file name");
            return map;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new InputException("the index of the shards is broken", path, "Fetch the model again.", e);
        }
    }
}
