namespace Clt.Plugins.Metrics.Labels;

/// <summary>
/// Precision, recall and F1 of entities over sentences, by type and averaged (seqeval; a ratio without a denominator is 0).
/// </summary>
public sealed class EntityScores
{
    private readonly Dictionary<string, int[]> _types = new(StringComparer.Ordinal);

    /// <param name="sentences">True and predicted entities of each sentence.</param>
    public EntityScores(IEnumerable<(IReadOnlyList<Entity> True, IReadOnlyList<Entity> Predicted)> sentences)
    {
        foreach (var (truth, predicted) in sentences)
        {
            var found = predicted.ToHashSet();
            foreach (var entity in truth.ToHashSet())
            {
                Count(entity.Type, found.Contains(entity) ? 1 : 0, 0, 1);
            }

            foreach (var entity in found)
                Count(entity.Type, 0, 1, 0);
        }
    }

    /// <summary>Types found on either side.</summary>
    public IEnumerable<string> Types => _types.Keys.Order(StringComparer.Ordinal);

    /// <summary>True entities of a type.</summary>
    public int Support(string type) => _types[type][2];

    public (double Precision, double Recall, double F1) Of(string type) => Ratios(_types[type]);

    public (double Precision, double Recall, double F1) Micro =>
        Ratios([.. Enumerable.Range(0, 3).Select(k => _types.Values.Sum(c => c[k]))]);

    /// <summary>Mean over types; NaN where there is none.</summary>
    public (double Precision, double Recall, double F1) Macro => Average(_ => 1);

    /// <summary>Mean over types weighted by support; 0 where there is no true entity.</summary>
    public (double Precision, double Recall, double F1) Weighted => _types.Values.Sum(c => c[2]) == 0 ? (0, 0, 0) : Average(c => c[2]);

    /// <summary>From entities right, predicted and true.</summary>
    internal static (double Precision, double Recall, double F1) Ratios(IReadOnlyList<int> c)
    {
        var precision = c[1] == 0 ? 0 : (double)c[0] / c[1];
        var recall = c[2] == 0 ? 0 : (double)c[0] / c[2];
        return (precision, recall, precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall));
    }

    private (double, double, double) Average(Func<int[], double> weight)
    {
        var total = _types.Values.Sum(weight);
        double Mean(Func<(double P, double R, double F), double> pick) => _types.Values.Sum(c => weight(c) * pick(Ratios(c))) / total;
        return (Mean(s => s.P), Mean(s => s.R), Mean(s => s.F));
    }

    private void Count(string type, int right, int predicted, int truth)
    {
        if (!_types.TryGetValue(type, out var counts))
            _types.Add(type, counts = new int[3]);
        counts[0] += right;
        counts[1] += predicted;
        counts[2] += truth;
    }
}

/// <summary>A marked span.</summary>
/// <param name="First">First token, from 0.</param>
/// <param name="Last">Last token, inclusive.</param>
public readonly record struct Entity(string Type, int First, int Last);

/// <summary>Reads entities from tags such as <c>B-PER I-PER O</c>.</summary>
public static class Entities
{
    /// <summary>The entities of one sentence, in order.</summary>
    /// <exception cref="InputException">In a strict scheme: a tag has a prefix that the scheme lacks.</exception>
    public static List<Entity> Of(IReadOnlyList<string> tags, TagScheme scheme = TagScheme.Lenient) =>
        scheme == TagScheme.Lenient ? LenientEntities.Of(tags) : StrictEntities.Of(tags, scheme);
}
