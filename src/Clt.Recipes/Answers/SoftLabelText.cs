using System.Text.Json;

namespace Clt.Recipes.Answers;

/// <summary>Soft labels as a field of a record: a JSON array of objects, a label's probability each.</summary>
internal static class SoftLabelText
{
    /// <summary>The record's field.</summary>
    public const string Field = "soft labels";

    public static string Of(IReadOnlyList<IReadOnlyDictionary<string, double>> labels) => JsonSerializer.Serialize(labels);

    public static IReadOnlyList<IReadOnlyDictionary<string, double>> Read(string text) =>
        JsonSerializer.Deserialize<IReadOnlyList<IReadOnlyDictionary<string, double>>>(text)!;
}
