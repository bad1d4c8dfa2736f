using System.Text.Json;

namespace Clt.Formats.Tokenization.Training;

/// <summary>Writes a trained unigram tokenizer in the format of the tokenizers library.</summary>
internal static class UnigramJsonWriter
{
    /// <param name="pieces">Pieces with their log-probabilities; their ids follow those of the special tokens.</param>
    /// <param name="specialTokens">They have the first ids.</param>
    /// <param name="settings">Names the unknown token; says whether digits are split.</param>
    /// <param name="frame">What frames a text, or null.</param>
    public static byte[] Tokenizer(
        IReadOnlyList<(string Piece, double Score)> pieces,
        IReadOnlyList<string> specialTokens,
        UnigramTrainerSettings settings,
        LanguageFrame? frame
    ) =>
        TokenizerJsonWriter.Write(json =>
        {
            TokenizerJsonWriter.Head(json, specialTokens);
            Normalizer(json);
            PreTokenizer(json, settings.SplitDigits);
            if (frame is null)
                json.WriteNull("post_processor");
            else
                frame.Write(json, "post_processor");
            Metaspace(json, "decoder");
            json.WriteStartObject("model");
            json.WriteString("type", "Unigram");
            json.WriteNumber("unk_id", specialTokens.Index().First(t => t.Item == settings.Roles.Unknown).Index);
            json.WriteStartArray("vocab");
            // As in published files: special tokens have the score 0, and are kept from text by being special.
            foreach (var (piece, score) in specialTokens.Select(t => (t, 0.0)).Concat(pieces))
            {
                json.WriteStartArray();
                json.WriteStringValue(piece);
                json.WriteNumberValue(score);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteBoolean("byte_fallback", false);
            json.WriteEndObject();
        });

    /// <summary>NFKC, one space for any white space, none at the ends: what sentencepiece's <c>nmt_nfkc</c> does to common text.</summary>
    private static void Normalizer(Utf8JsonWriter json)
    {
        json.WriteStartObject("normalizer");
        json.WriteString("type", "Sequence");
        json.WriteStartArray("normalizers");
        json.WriteStartObject();
        json.WriteString("type", "NFKC");
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type", "Replace");
        json.WriteStartObject("pattern");
        json.WriteString("Regex", @"\s+");
        json.WriteEndObject();
        json.WriteString("content", " ");
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type", "Strip");
        json.WriteBoolean("strip_left", true);
        json.WriteBoolean("strip_right", true);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void PreTokenizer(Utf8JsonWriter json, bool splitDigits)
    {
        if (!splitDigits)
        {
            Metaspace(json, "pre_tokenizer");
            return;
        }

        json.WriteStartObject("pre_tokenizer");
        json.WriteString("type", "Sequence");
        json.WriteStartArray("pretokenizers");
        Metaspace(json, null);
        json.WriteStartObject();
        json.WriteString("type", "Digits");
        json.WriteBoolean("individual_digits", true);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Metaspace(Utf8JsonWriter json, string? name)
    {
        if (name is null)
            json.WriteStartObject();
        else
            json.WriteStartObject(name);
        json.WriteString("type", "Metaspace");
        json.WriteString("replacement", $"{PieceScript.Space}");
        json.WriteString("prepend_scheme", "always");
        json.WriteBoolean("split", true);
        json.WriteEndObject();
    }
}
