namespace Clt.Plugins.Metrics.Labels;

internal static class Tags
{
    public static string[] Reference(Prediction prediction, string metric) => prediction.References.Count > 0
        ? Split(prediction.References[0])
        : throw new InputException(
            "there is no reference", $"metric {metric}, item {prediction.ItemId} ({prediction.Language.Code})",
            "Give the gold tags as the reference.");

    public static IReadOnlyList<string> Fitted(string output, int length)
    {
        var tags = Split(output);
        return [.. Enumerable.Range(0, length).Select(i => i < tags.Length ? tags[i] : "O")];
    }

    private static string[] Split(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
