using System.Text.Json;

namespace Clt.Formats.Tokenization.Training;

/// <summary>
/// What frames a text of a tokenizer with language codes, as mBART's (Liu et al. 2020): behind it the end token and a code, of which the
/// first stands for all.
/// </summary>
/// <param name="End">The end token.</param>
/// <param name="EndId">Its id.</param>
/// <param name="Code">A language's code.</param>
/// <param name="CodeId">Its id.</param>
internal sealed record LanguageFrame(string End, int EndId, string Code, int CodeId)
{
    /// <summary>The frame, or null where no token is a code.</summary>
    public static LanguageFrame? Of(IReadOnlyList<string> specialTokens, SpecialRoles roles, IReadOnlyList<string> languages)
    {
        if (languages.Count == 0)
            return null;
        int Id(string token) => specialTokens.Index().First(t => t.Item == token).Index;
        return new LanguageFrame(roles.End!, Id(roles.End!), languages[0], Id(languages[0]));
    }

    /// <summary>What keeps codes from framing texts.</summary>
    public static IEnumerable<Problem> Problems(IReadOnlyList<string> specialTokens, SpecialRoles roles, IReadOnlyList<string> languages)
    {
        foreach (var code in languages.Except(specialTokens))
            yield return new Problem($"the language's code '{code}' is no special token", "languages", "Name it among the special tokens.");
        if (languages.Count > 0 && (roles.End is not { } end || !specialTokens.Contains(end)))
            yield return new Problem("no special token ends a text", "roles", "Name it as End, and among the special tokens.");
    }

    /// <summary>The template as a stage of <c>tokenizer.json</c>: <c>A &lt;/s&gt; LANG</c>, <c>A B &lt;/s&gt; LANG</c>.</summary>
    /// <param name="json">Takes it.</param>
    /// <param name="name">The member's name, or null in a list.</param>
    public void Write(Utf8JsonWriter json, string? name)
    {
        if (name is null)
            json.WriteStartObject();
        else
            json.WriteStartObject(name);
        json.WriteString("type", "TemplateProcessing");
        Template(json, "single", "A");
        Template(json, "pair", "A", "B");
        json.WriteStartObject("special_tokens");
        Token(json, End, EndId);
        Token(json, Code, CodeId);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Template(Utf8JsonWriter json, string name, params string[] texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            Piece(json, "Sequence", text);
        Piece(json, "SpecialToken", End);
        Piece(json, "SpecialToken", Code);
        json.WriteEndArray();
    }

    private static void Piece(Utf8JsonWriter json, string kind, string id)
    {
        json.WriteStartObject();
        json.WriteStartObject(kind);
        json.WriteString("id", id);
        json.WriteNumber("type_id", 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Token(Utf8JsonWriter json, string content, int id)
    {
        json.WriteStartObject(content);
        json.WriteString("id", content);
        json.WriteStartArray("ids");
        json.WriteNumberValue(id);
        json.WriteEndArray();
        json.WriteStartArray("tokens");
        json.WriteStringValue(content);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
