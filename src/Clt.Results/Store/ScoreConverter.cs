using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Clt.Results.Store;

/// <summary>A score between its record and the form that files have.</summary>
/// <param name="read">What a file's places mean.</param>
/// <param name="write">The places of what is written; null where a file is read.</param>
internal sealed class ScoreConverter(ScoreUnpacking read, ScorePacking? write) : JsonConverter<ScoreRecord>
{
    public override ScoreRecord? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(ref reader, Form(options)) is { } stored ? read.Unpack(stored) : null;

    public override void Write(Utf8JsonWriter writer, ScoreRecord value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, write!.Pack(value), Form(options));

    private static JsonTypeInfo<StoredScore> Form(JsonSerializerOptions options) =>
        (JsonTypeInfo<StoredScore>)options.GetTypeInfo(typeof(StoredScore));
}
