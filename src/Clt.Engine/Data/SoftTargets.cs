namespace Clt.Engine.Data;

/// <summary>Soft targets of an encoder's head (Hinton et al. 2015): distributions over labels in place of one label each.</summary>
internal static class SoftTargets
{
    /// <summary>A row of probabilities for each label of the example, of a sum of 1; null where it has hard labels alone.</summary>
    /// <param name="example">Its <see cref="Example.SoftLabels"/> are read.</param>
    /// <param name="labels">All labels.</param>
    /// <param name="count">How many labels the example has.</param>
    /// <exception cref="InputException">
    /// There are not as many, there is no such label, or a probability is none: all are listed.
    /// </exception>
    public static float[][]? Of(Example example, IReadOnlyList<string> labels, int count)
    {
        var soft = example.SoftLabels;
        if (soft.Count == 0)
            return null;
        var (where, problems) = (example.Where(), new List<Problem>());
        if (soft.Count != count)
            problems.Add(
                new Problem($"there are {count} labels but {soft.Count} distributions", where, "Give each label its distribution.")
            );
        problems.AddRange(LabelIds.Unknown(soft.SelectMany(d => d.Keys), labels, where));
        if (soft.Any(d => d.Values.Any(p => !(p >= 0 && double.IsFinite(p))) || !(d.Values.Sum() > 0)))
            problems.Add(new Problem("a soft label has no distribution", where, "Give probabilities of 0 or more, not all of them 0."));
        if (problems.Count > 0)
            throw new InputException(problems);
        return [.. soft.Select(d => Row(d, labels))];
    }

    /// <summary>All of a label.</summary>
    public static float[] OneHot(long label, int labels)
    {
        var row = new float[labels];
        row[label] = 1;
        return row;
    }

    private static float[] Row(IReadOnlyDictionary<string, double> shares, IReadOnlyList<string> labels)
    {
        var sum = shares.Values.Sum();
        return [.. labels.Select(l => (float)(shares.GetValueOrDefault(l) / sum))];
    }
}
