using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Clt.Formats.Tokenization.Training;

/// <summary>Writes a trained tokenizer in the format of the tokenizers library.</summary>
internal static class TokenizerJsonWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    public static byte[] Tokenizer(LearnedMerges learned, IReadOnlyList<string> specialTokens, string pattern, LanguageFrame? frame) =>
        Write(json =>
        {
            Head(json, specialTokens);
            json.WriteNull("normalizer");
            PreTokenizer(json, pattern);
            PostProcessor(json, frame);
            ByteLevel(json, "decoder");
            Model(json, learned, specialTokens);
        });

    /// <summary>The members before the stages: version, and the special tokens with the first ids.</summary>
    public static void Head(Utf8JsonWriter json, IReadOnlyList<string> specialTokens)
    {
        json.WriteString("version", "1.0");
        json.WriteNull("truncation");
        json.WriteNull("padding");
        json.WriteStartArray("added_tokens");
        for (var id = 0; id < specialTokens.Count; id++)
            Special(json, id, specialTokens[id]);
        json.WriteEndArray();
    }

    /// <param name="specialTokens">All of them.</param>
    /// <param name="roles">Their parts.</param>
    /// <param name="framed">Whether the tokenizer says itself what frames a text.</param>
    public static byte[] Configuration(IReadOnlyList<string> specialTokens, SpecialRoles roles, bool framed)
    {
        var named = Loading.NamedTokensJson.Of(roles, specialTokens.ToHashSet());
        return Write(json =>
        {
            json.WriteString("tokenizer_class", "PreTrainedTokenizerFast");
            json.WriteBoolean("clean_up_tokenization_spaces", false);
            Role(json, "bos_token", named.Begin);
            Role(json, "eos_token", named.End);
            Role(json, "pad_token", named.Pad);
            Role(json, "mask_token", named.Mask);
            Role(json, "unk_token", named.Unknown);
            if (framed)
                return;
            if (named.Begin is not null)
                json.WriteBoolean("add_bos_token", true);
            if (named.End is not null)
                json.WriteBoolean("add_eos_token", true);
        });
    }

    /// <summary>An object with these members, as UTF-8.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Role(Utf8JsonWriter json, string name, string? token)
    {
        if (token is not null)
            json.WriteString(name, token);
    }

    private static void Special(Utf8JsonWriter json, int id, string content)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteString("content", content);
        json.WriteBoolean("single_word", false);
        json.WriteBoolean("lstrip", false);
        json.WriteBoolean("rstrip", false);
        json.WriteBoolean("normalized", false);
        json.WriteBoolean("special", true);
        json.WriteEndObject();
    }

    private static void PostProcessor(Utf8JsonWriter json, LanguageFrame? frame)
    {
        if (frame is null)
        {
            ByteLevel(json, "post_processor");
            return;
        }

        json.WriteStartObject("post_processor");
        json.WriteString("type", "Sequence");
        json.WriteStartArray("processors");
        ByteLevel(json, null);
        frame.Write(json, null);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void PreTokenizer(Utf8JsonWriter json, string pattern)
    {
        json.WriteStartObject("pre_tokenizer");
        json.WriteString("type", "Sequence");
        json.WriteStartArray("pretokenizers");
        json.WriteStartObject();
        json.WriteString("type", "Split");
        json.WriteStartObject("pattern");
        json.WriteString("Regex", pattern);
        json.WriteEndObject();
        json.WriteString("behavior", "Isolated");
        json.WriteBoolean("invert", false);
        json.WriteEndObject();
        ByteLevel(json, null);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void ByteLevel(Utf8JsonWriter json, string? name)
    {
        if (name is null)
            json.WriteStartObject();
        else
            json.WriteStartObject(name);
        json.WriteString("type", "ByteLevel");
        json.WriteBoolean("add_prefix_space", false);
        json.WriteBoolean("trim_offsets", false);
        json.WriteBoolean("use_regex", false);
        json.WriteEndObject();
    }

    private static void Model(Utf8JsonWriter json, LearnedMerges learned, IReadOnlyList<string> specialTokens)
    {
        json.WriteStartObject("model");
        json.WriteString("type", "BPE");
        json.WriteNull("dropout");
        json.WriteNull("unk_token");
        json.WriteNull("continuing_subword_prefix");
        json.WriteNull("end_of_word_suffix");
        json.WriteBoolean("fuse_unk", false);
        json.WriteBoolean("byte_fallback", false);
        json.WriteBoolean("ignore_merges", false);
        json.WriteStartObject("vocab");
        for (var id = 0; id < specialTokens.Count; id++)
            json.WriteNumber(specialTokens[id], id);
        for (var i = 0; i < learned.Pieces.Count; i++)
            json.WriteNumber(learned.Pieces[i], learned.FirstId + i);
        json.WriteEndObject();
        json.WriteStartArray("merges");
        foreach (var (left, right) in learned.Merges)
        {
            json.WriteStartArray();
            json.WriteStringValue(learned.Piece(left));
            json.WriteStringValue(learned.Piece(right));
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
