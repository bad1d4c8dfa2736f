using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clt.Results.Store;

/// <summary>Item ids of a score as a file has them: a place in <see cref="ScoreTables.Items"/>, or the ids themselves.</summary>
/// <param name="Place">The place; null where the ids stand.</param>
/// <param name="Ids">The ids; null where a place stands.</param>
[JsonConverter(typeof(Converter))]
internal readonly record struct ItemList(int? Place, IReadOnlyList<string>? Ids)
{
    internal sealed class Converter : JsonConverter<ItemList>
    {
        public override ItemList Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Number)
                return new ItemList(reader.GetInt32(), null);
            if (reader.TokenType != JsonTokenType.StartArray)
                throw new JsonException("the items of a score are neither a list of ids nor a place in 'tables'");
            List<string> ids = [];
            while (reader.Read() && reader.TokenType == JsonTokenType.String)
                ids.Add(reader.GetString()!);
            return reader.TokenType == JsonTokenType.EndArray
                ? new ItemList(null, [.. ids])
                : throw new JsonException("an item of a score is no text");
        }

        public override void Write(Utf8JsonWriter writer, ItemList value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Place ?? throw new ArgumentException("Item ids are written once, in a table.", nameof(value)));
    }
}
