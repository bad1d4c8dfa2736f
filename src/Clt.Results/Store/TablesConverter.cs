using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clt.Results.Store;

/// <summary>Tables are written as they are: what stands in them has no place in itself.</summary>
internal sealed class TablesConverter : JsonConverter<ScoreTables>
{
    public override ScoreTables? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(ref reader, ResultJson.Default.ScoreTables);

    public override void Write(Utf8JsonWriter writer, ScoreTables value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, ResultJson.Default.ScoreTables);
}
