namespace Clt.Plugins.Metrics.Overlap;

internal static class References
{
    public static void Check(Prediction prediction, string metric)
    {
        if (prediction.References.Count > 0)
            return;
        throw new InputException(
            "there is no reference",
            $"metric {metric}, item {prediction.ItemId} ({prediction.Language.Code})",
            "Give at least one reference text."
        );
    }
}
