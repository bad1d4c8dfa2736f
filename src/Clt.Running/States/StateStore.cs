using System.Security.Cryptography;
using System.Text;
using Clt.Engine.States;
using Clt.Recipes.Identity;

namespace Clt.Running.States;

/// <summary>
/// Hidden states of a model, computed once and kept in the cache by content: weights, tokenizer, texts, layer, pooling, and the code that
/// computes them. Beyond <see cref="Most"/> bytes, those that were not used for longest are removed; they are computed again where needed.
/// </summary>
/// <param name="cache">The cache's folder.</param>
/// <param name="model">Hash of weights and tokenizer.</param>
/// <param name="open">Loads the model; called where states are not there yet.</param>
/// <param name="cancel">Ends the computation.</param>
internal sealed class StateStore(string cache, string model, Func<StateReader> open, CancellationToken cancel) : IDisposable
{
    private const long Most = 4L << 30;
    private static readonly string Code = string.Join('\n', CodeIdentity.Of([]).Select(c => $"{c.Key} {c.Value}"));
    private readonly string _folder = Path.Combine(cache, "states");
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private StateReader? _reader;

    /// <summary>Pieces whose states were computed, not found.</summary>
    public long Computed { get; private set; }

    /// <summary>Sees to it that layers of texts are there: those that are not are computed in one pass.</summary>
    /// <exception cref="InputException">A text cannot be read.</exception>
    public void Prepare(StateTexts texts, IReadOnlyList<int> layers)
    {
        var missing = layers.Where(l => !File.Exists(PathOf(texts, l))).ToList();
        if (missing.Count > 0)
            Compute(texts, missing);
    }

    /// <summary>The states of a layer.</summary>
    /// <exception cref="InputException">A text cannot be read.</exception>
    public StateRows Read(StateTexts texts, int layer)
    {
        if (StateFile.Read(PathOf(texts, layer)) is { } known)
            return known;
        Compute(texts, [layer]);
        return StateFile.Read(PathOf(texts, layer))!;
    }

    public void Dispose() => _reader?.Dispose();

    private void Compute(StateTexts texts, IReadOnlyList<int> layers)
    {
        _reader ??= open();
        var parts = layers.ToDictionary(l => l, _ => new List<float[]>());
        _reader.Read(texts.Texts, texts.Pieces, parts.Keys, (layer, rows) => parts[layer].Add(rows), cancel);
        foreach (var (layer, read) in parts)
        {
            var rows = new StateRows([.. read.SelectMany(r => r)], read.Sum(r => r.Length) / texts.Count);
            StateFile.Write(PathOf(texts, layer), rows);
        }

        Computed += texts.Count;
        MakeRoom();
    }

    /// <summary>Another process may use or remove the same files: what is gone is computed again.</summary>
    private void MakeRoom()
    {
        var files = new DirectoryInfo(_folder).GetFiles("*.safetensors").OrderByDescending(f => f.LastWriteTimeUtc).ToList();
        var sum = 0L;
        foreach (var file in files)
        {
            sum += file.Length;
            if (sum > Most && !_used.Contains(file.FullName))
                file.Delete();
        }
    }

    private string PathOf(StateTexts texts, int layer)
    {
        var name = SHA256.HashData(Encoding.UTF8.GetBytes($"{model}\n{texts.Hash}\n{texts.Pieces}\nlayer {layer}\n{Code}"));
        var path = Path.GetFullPath(Path.Combine(_folder, $"{Convert.ToHexStringLower(name)[..32]}.safetensors"));
        _used.Add(path);
        return path;
    }
}

/// <summary>Texts whose states are read together.</summary>
/// <param name="Texts">At least one.</param>
/// <param name="Pieces">How the state of a piece is made.</param>
internal sealed record StateTexts(IReadOnlyList<StateText> Texts, PieceState Pieces)
{
    /// <summary>Their pieces, and rows of their states.</summary>
    public int Count { get; } = Texts.Sum(t => t.Pieces.Count);

    /// <summary>Hash of their content.</summary>
    public string Hash { get; } = HashOf(Texts);

    private static string HashOf(IReadOnlyList<StateText> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
        {
            // Lengths keep "a b" and "ab" apart, wherever pieces end.
            hash.AppendData(Encoding.UTF8.GetBytes($"{text.Language.Code} {text.Pieces.Count}\n"));
            foreach (var piece in text.Pieces)
                hash.AppendData(Encoding.UTF8.GetBytes($"{piece.Length} {piece}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
