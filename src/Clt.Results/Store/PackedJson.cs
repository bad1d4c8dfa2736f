using System.Text.Json;

namespace Clt.Results.Store;

/// <summary>Options with which results are read and written in the form of files: with tables of what scores have in common.</summary>
internal static class PackedJson
{
    /// <param name="like">Options of the record's own serialisation.</param>
    /// <param name="packing">The tables of what will be written.</param>
    public static JsonSerializerOptions Writing(JsonSerializerOptions like, ScorePacking packing) =>
        Options(like, new ScoreUnpacking(ScoreTables.Empty), packing);

    /// <param name="like">Options of the record's own serialisation.</param>
    /// <param name="json">
    /// The text that will be read; its tables may stand anywhere in it, or be missing, as in files of older versions.
    /// </param>
    /// <exception cref="JsonException">The tables are damaged.</exception>
    public static JsonSerializerOptions Reading(JsonSerializerOptions like, ReadOnlySpan<byte> json) =>
        Options(like, new ScoreUnpacking(Tables(json)), null);

    private static JsonSerializerOptions Options(JsonSerializerOptions like, ScoreUnpacking read, ScorePacking? write) =>
        new(like) { Converters = { new ScoreConverter(read, write), new AskedConverter(read, write), new TablesConverter() } };

    private static ScoreTables Tables(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return ScoreTables.Empty;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals("tables"u8);
            reader.Read();
            if (found)
                return JsonSerializer.Deserialize(ref reader, ResultJson.Default.ScoreTables) ?? ScoreTables.Empty;
            reader.Skip();
        }

        return ScoreTables.Empty;
    }
}
