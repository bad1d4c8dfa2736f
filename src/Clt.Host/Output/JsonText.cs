using System.Text.Encodings.Web;
using System.Text.Json;

namespace Clt.Host.Output;

/// <summary>How every <c>--json</c> answer is written: one object, indented, letters of all scripts as they are.</summary>
internal static class JsonText
{
    public static JsonSerializerOptions Options { get; } =
        new()
        {
            WriteIndented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
        };

    public static void Print<T>(T value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, Options));
}
