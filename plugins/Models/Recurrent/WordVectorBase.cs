using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clt.Formats.Safetensors;
using Clt.Recipes.Models;

namespace Clt.Plugins.Models.Recurrent;

/// <summary>
/// Model initialisation with word vectors: an encoder whose embedding and vocabulary are those of a source of vectors. Its other layers are
/// made afresh for each seed when it is first trained.
/// </summary>
/// <param name="vectors">
/// Records with <c>word</c> and <c>vector</c> (numbers with spaces between) in each of its languages, all in one space.
/// </param>
/// <param name="settings">The layers.</param>
/// <remarks>
/// A word that several languages write alike has the mean of their vectors, weighed with one over its rank in each, which is about how
/// frequent it is there (Zipf 1949). Case is not regarded. What has no vector is one unknown word of zeros.
/// </remarks>
internal sealed class WordVectorBase(ISource vectors, BiLstmSettings settings) : IModelMaker
{
    private const string Unknown = "[UNK]";

    public ComponentInfo Info { get; } =
        new("bilstm on word vectors")
        {
            Text = $"{settings.Text}, on '{vectors.Info.Name}'",
            Settings =
            [
                .. settings.Fields,
                ("vectors", vectors.Info.Name),
                ("languages", vectors.Info.Languages.Select(l => l.Code).ToList()),
                (
                    "vector settings",
                    vectors.Info.Settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, (object?)s.Value)).ToList()
                ),
            ],
        };

    public IEnumerable<Problem> Problems() => settings.Problems();

    public string Fingerprint(SourceContext source) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"v1 {vectors.Fingerprint(source)}")).AsSpan(0, 16));

    public void Write(string folder, SourceContext source)
    {
        var table = Table(source);
        var width = table.Values.First().Length;
        File.WriteAllText(Path.Combine(folder, "config.json"), Config(table.Count + 1, width));
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), Tokenizer(table.Keys));
        float[] values = [.. new float[width], .. table.Values.SelectMany(v => v)];
        var tensor = TensorToWrite.Of(BiLstmBody.EmbeddingInFiles, TensorType.F32, [table.Count + 1, width], values);
        SafetensorsWriter.Write(Path.Combine(folder, "model.safetensors"), [tensor], new Dictionary<string, string> { ["format"] = "pt" });
    }

    /// <summary>Each word once, in the order of languages and of their vectors.</summary>
    private Dictionary<string, float[]> Table(SourceContext source)
    {
        var (table, weights) = (new Dictionary<string, float[]>(StringComparer.Ordinal), new Dictionary<string, double>());
        foreach (var language in vectors.Info.Languages)
        {
            var here = new HashSet<string>(StringComparer.Ordinal);
            foreach (var record in vectors.Read(new SourceRequest(language, Split.Train, source)))
            {
                var word = record["word"].ToLowerInvariant();
                // Of two that differ in case the first, more frequent; what looks like the end of a word is none.
                if (word.Length == 0 || word.Any(char.IsWhiteSpace) || word.StartsWith("##", StringComparison.Ordinal) || !here.Add(word))
                    continue;
                var (vector, weight) = (Numbers(record), 1.0 / here.Count);
                var all = weights[word] = weights.GetValueOrDefault(word) + weight;
                table[word] = table.TryGetValue(word, out var known)
                    ? [.. known.Zip(vector, (a, b) => (float)(a + ((b - a) * weight / all)))]
                    : vector;
            }
        }

        if (table.Count == 0 || table.Values.Select(v => v.Length).Distinct().Count() > 1)
        {
            throw new InputException(
                table.Count == 0 ? "there is no word vector" : "the word vectors are of several widths",
                $"source '{vectors.Info.Name}'",
                "Give vectors of one width: MappedVectors(SkipGram(…), …)."
            );
        }

        return table;
    }

    private float[] Numbers(Record record)
    {
        var columns = record["vector"].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var numbers = new float[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            if (!float.TryParse(columns[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
            {
                throw new InputException(
                    $"'{columns[i]}' is no number",
                    $"source '{vectors.Info.Name}', word '{record["word"]}'",
                    "Give numbers with spaces between."
                );
            }
        }

        return numbers;
    }

    private string Config(int words, int width) =>
        Json(
            new JsonObject
            {
                ["architectures"] = new JsonArray("BiLstmModel"),
                ["dtype"] = "float32",
                ["embedding_noise"] = settings.Noise,
                ["embedding_size"] = width,
                ["hidden_dropout_prob"] = settings.Dropout,
                ["hidden_size"] = settings.Width,
                ["max_position_embeddings"] = settings.Context,
                ["model_type"] = BiLstmFamily.Type,
                ["num_hidden_layers"] = settings.Layers,
                ["vocab_size"] = words,
            }
        );

    /// <summary>Whole words: no entry continues another, so a word is known or unknown.</summary>
    private static string Tokenizer(IEnumerable<string> words) =>
        Json(
            new JsonObject
            {
                ["version"] = "1.0",
                ["added_tokens"] = new JsonArray(),
                ["normalizer"] = new JsonObject { ["type"] = "Lowercase" },
                ["pre_tokenizer"] = new JsonObject { ["type"] = "WhitespaceSplit" },
                ["model"] = new JsonObject
                {
                    ["type"] = "WordPiece",
                    ["unk_token"] = Unknown,
                    ["continuing_subword_prefix"] = "##",
                    ["max_input_chars_per_word"] = 100,
                    ["vocab"] = new JsonObject(
                        words.Prepend(Unknown).Select((word, id) => KeyValuePair.Create(word, (JsonNode?)JsonValue.Create(id)))
                    ),
                },
            }
        );

    private static string Json(JsonObject json) =>
        json.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
