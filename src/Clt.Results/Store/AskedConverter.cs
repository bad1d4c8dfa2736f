using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clt.Results.Store;

/// <summary>What was asked: its place in a file's table where several runs have it, else itself.</summary>
/// <param name="read">What a file's places mean.</param>
/// <param name="write">The places of what is written; null where a file is read.</param>
internal sealed class AskedConverter(ScoreUnpacking read, ScorePacking? write) : JsonConverter<AskedTask>
{
    public override AskedTask? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number
            ? read.Asked(reader.GetInt32())
            : JsonSerializer.Deserialize(ref reader, ResultJson.Default.AskedTask);

    public override void Write(Utf8JsonWriter writer, AskedTask value, JsonSerializerOptions options)
    {
        if (write?.PlaceOf(value) is { } place)
            writer.WriteNumberValue(place);
        else
            JsonSerializer.Serialize(writer, value, ResultJson.Default.AskedTask);
    }
}
