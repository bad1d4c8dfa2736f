using System.Text.Json;
using Clt.Formats.Tokenization;
using Clt.Results.Analysis.Pairs;
using Clt.Results.Statistics.Representation;
using Clt.Results.Statistics.Resampling;
using Clt.Testing;

namespace Clt.Running.Tests.Golden.Metrics;

/// <summary>Overlap of words and character n-grams between languages (lexical_overlap.json, on the PUD treebanks).</summary>
public class LexicalOverlapTests
{
    private static readonly Lazy<HubTokenizer> Bpe = new(() =>
        TokenizerLoader.Load(Path.Combine(SharedFolder.Golden, "metrics", "overlap_bpe_tokenizer.json"))
    );

    private readonly Near _near = new();
    private readonly Dictionary<string, List<(string Original, string Text, List<string> Words)>> _sentences = [];

    [GoldenFact("metrics/lexical_overlap.json", "ud-pud")]
    public void Pairs_equal_the_reference()
    {
        var golden = GoldenRows.Whole("metrics/lexical_overlap.json");
        var indices = golden.Integers("pud_sentence_indices_0based");
        foreach (var pair in golden.GetProperty("pairs").EnumerateArray())
        {
            var (a, b) = (
                indices.Select(i => Sentences(pair.Text("a"))[i]).ToList(),
                indices.Select(i => Sentences(pair.Text("b"))[i]).ToList()
            );
            foreach (var unit in pair.GetProperty("expected").EnumerateObject())
            {
                if (unit.Name == "word_forms_lower_no_punct")
                    Check(pair, unit, new(a.SelectMany(s => s.Words), b.SelectMany(s => s.Words)));
                if (unit.Name == "subword_bpe")
                    Check(pair, unit, new(Known(a), Known(b)));
                if (!unit.Name.StartsWith("char_", StringComparison.Ordinal))
                    continue;
                var n = int.Parse(unit.Name[5..^4]);
                Check(
                    pair,
                    unit,
                    new(a.SelectMany(s => LexicalOverlap.Ngrams(s.Text, n)), b.SelectMany(s => LexicalOverlap.Ngrams(s.Text, n)))
                );
            }
        }

        foreach (var row in golden.GetProperty("bpe_example").EnumerateArray())
            _near.Same(row.Text("text"), Subwords(row.Text("text")), row.Texts("tokens"));
        _near.Verify();
    }

    [GoldenFact("metrics/lexical_overlap.json", "ud-pud")]
    public void The_words_of_recipes_give_shared_types_over_all_types()
    {
        var golden = GoldenRows.Whole("metrics/lexical_overlap.json");
        var indices = golden.Integers("pud_sentence_indices_0based");
        var source = new TextSource(l =>
            [.. indices.Select(i => Sentences(l.Short)[i]).Select(s => (s.Original, string.Join('\n', s.Words.Append(""))))]
        );
        var tokenizer = Path.Combine(SharedFolder.Golden, "metrics", "overlap_bpe_tokenizer.json");
        Dictionary<string, IPairPredictor> words = new()
        {
            ["subword_bpe"] = Recipe.SubwordOverlap(source, tokenizer),
            ["char_3gram"] = Recipe.CharacterOverlap(source),
        };
        foreach (var pair in golden.GetProperty("pairs").EnumerateArray())
        {
            var (a, b) = (Language.Parse(pair.Text("a")), Language.Parse(pair.Text("b")));
            foreach (var (unit, word) in words)
            {
                _near.Check($"{a} {b} {unit}", word.Of(a, b), pair.GetProperty("expected").GetProperty(unit).Number("type_jaccard"));
            }

            // Treebanks call some numbers and signs words that have no letter or digit.
            var overlap = Recipe.WordOverlap(source).Of(a, b);
            overlap.ShouldBe(pair.GetProperty("expected").GetProperty("word_forms_lower_no_punct").Number("type_jaccard"), 1e-3);
        }

        _near.Verify();
    }

    private sealed class TextSource(Func<Language, IReadOnlyList<(string Text, string Words)>> texts) : ISource
    {
        public SourceInfo Info { get; } = new("texts", "sentences", [], new Dictionary<string, string>());

        public string Fingerprint(SourceContext context) => "v1";

        public IEnumerable<Record> Read(SourceRequest request) =>
            request.Split != Split.Test
                ? []
                : texts(request.Language)
                    .Select(
                        (t, i) =>
                            new Record($"{i}", request.Language, new Dictionary<string, string> { ["text"] = t.Text, ["words"] = t.Words })
                    );
    }

    /// <summary>What the tokenizer does not know is no unit of either vocabulary.</summary>
    private static IEnumerable<string> Known(IEnumerable<(string Original, string Text, List<string> Words)> sentences) =>
        sentences.SelectMany(s => Subwords(s.Original)).Where(t => t != "[UNK]");

    private static List<string> Subwords(string text) => Bpe.Value.Encode(text).Tokens;

    private void Check(JsonElement pair, JsonProperty unit, LexicalOverlap overlap)
    {
        var (what, e) = ($"{pair.Text("a")} {pair.Text("b")} {unit.Name}", unit.Value);
        _near.Check(what + " types", [overlap.Types.A, overlap.Types.B, overlap.Types.Common], e.GetProperty("types"));
        _near.Check(what + " tokens", [overlap.Tokens.A, overlap.Tokens.B], e.GetProperty("tokens"));
        _near.Check(what + " jaccard", overlap.Jaccard, e.Number("type_jaccard"));
        _near.Check(what + " smaller", overlap.OverlapOfSmaller, e.Number("type_overlap_min"));
        _near.Check(what + " dice", overlap.Dice, e.Number("type_dice"));
        _near.Check(what + " coverage a", overlap.CoverageOfA, e.Number("token_coverage_a_by_b"));
        _near.Check(what + " coverage b", overlap.CoverageOfB, e.Number("token_coverage_b_by_a"));
        _near.Check(what + " cosine", overlap.Cosine, e.Number("cosine_counts"));
        _near.Check(what + " divergence", overlap.Divergence, e.Number("js_divergence_bits"));
    }

    private List<(string Original, string Text, List<string> Words)> Sentences(string language)
    {
        if (_sentences.TryGetValue(language, out var known))
            return known;
        var sentences = new List<(string, string, List<string>)>();
        foreach (var line in File.ReadLines(Path.Combine(SharedFolder.Data, "ud-pud", $"{language}_pud-ud-test.conllu")))
        {
            if (line.StartsWith("# text = ", StringComparison.Ordinal))
                sentences.Add((line[9..], line[9..].ToLowerInvariant(), []));
            if (
                line.Split('\t') is not [var id, var form, _, var upos, ..]
                || id.AsSpan().ContainsAny('-', '.')
                || upos is "PUNCT" or "SYM"
            )
                continue;
            sentences[^1].Item3.Add(form.ToLowerInvariant());
        }

        return _sentences[language] = sentences;
    }
}
