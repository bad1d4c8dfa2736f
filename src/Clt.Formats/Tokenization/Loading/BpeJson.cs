using System.Text.Json;
using Clt.Formats.Tokenization.Models;

namespace Clt.Formats.Tokenization.Loading;

/// <summary>Reads a BPE model: vocabulary, merges (pairs or "left right") and switches.</summary>
internal static class BpeJson
{
    private const int ProblemsShown = 20;

    public static (ISubwordModel Model, int? Unknown) Read(JsonPlace model, bool byteLevel)
    {
        var vocabulary = ModelJson.Vocabulary(model.Get("vocab"));
        var settings = new BpeSettings
        {
            ByteLevel = byteLevel,
            UnknownToken = model.Find("unk_token")?.String(),
            FuseUnknown = model.Bool("fuse_unk", false),
            ByteFallback = model.Bool("byte_fallback", false),
            ContinuingSubwordPrefix = model.String("continuing_subword_prefix", ""),
            EndOfWordSuffix = model.String("end_of_word_suffix", ""),
            IgnoreMerges = model.Bool("ignore_merges", false),
        };
        if (model.Find("dropout") is { } dropout && dropout.Double() > 0)
            throw dropout.Error("BPE dropout would make encoding random", "Set it to null.");

        var merges = Merges(model.Get("merges"), vocabulary, settings.ContinuingSubwordPrefix);
        int? unknown = settings.UnknownToken is { } name && vocabulary.TryGetValue(name, out var id) ? id : null;
        return (new BpeModel(vocabulary, merges, settings), unknown);
    }

    private static MergeTable Merges(JsonPlace merges, Dictionary<string, int> vocabulary, string prefix)
    {
        var problems = new List<Problem>();
        var table = new MergeTable(merges.Element.ValueKind == JsonValueKind.Array ? merges.Element.GetArrayLength() : 0);
        var rank = 0;
        foreach (var merge in merges.Items())
        {
            var (left, right) = Pair(merge);
            var merged = left + (prefix.Length > 0 && right.StartsWith(prefix, StringComparison.Ordinal) ? right[prefix.Length..] : right);
            var missing = new[] { left, right, merged }.Where(piece => !vocabulary.ContainsKey(piece)).ToList();
            foreach (var piece in missing)
                problems.Add(merge.Problem($"The merge names '{piece}', which the vocabulary lacks"));
            if (missing.Count == 0)
                table.Add(vocabulary[left], vocabulary[right], rank, vocabulary[merged]);
            rank++;
            if (problems.Count >= ProblemsShown)
                break;
        }

        return problems.Count == 0 ? table : throw new InputException(problems);
    }

    private static (string Left, string Right) Pair(JsonPlace merge)
    {
        if (merge.Element.ValueKind == JsonValueKind.Array)
        {
            var items = merge.Items().ToList();
            return items.Count == 2 ? (items[0].String(), items[1].String()) : throw merge.Error("a merge has two pieces");
        }

        var parts = merge.String().Split(' ');
        return parts.Length == 2 ? (parts[0], parts[1]) : throw merge.Error("a merge is two pieces with one space between");
    }
}
