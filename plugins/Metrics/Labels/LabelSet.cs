using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Labels;

/// <summary>The labels that a task can give, in their order.</summary>
public sealed class LabelSet
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <param name="metric">Named in problems.</param>
    /// <param name="labels">At least two, different after <see cref="LabelText.Normal"/>.</param>
    /// <exception cref="InputException">There are fewer, or two are alike.</exception>
    public LabelSet(string metric, IReadOnlyList<string> labels)
    {
        Names = [.. labels.Select(LabelText.Normal)];
        foreach (var name in Names.Where(n => n.Length > 0))
            _places.TryAdd(name, _places.Count);
        if (labels.Count >= 2 && _places.Count == labels.Count)
            return;
        throw new InputException(
            $"'{string.Join(", ", labels)}' are not two or more different labels",
            $"metric {metric}",
            "Name every label that the task can give, each once."
        );
    }

    /// <summary>The labels as they are compared.</summary>
    public IReadOnlyList<string> Names { get; }

    public int Count => Names.Count;

    /// <summary>The place of a label, or -1 for a text that is none.</summary>
    public int PlaceOf(string text) => _places.GetValueOrDefault(LabelText.Normal(text), -1);

    /// <summary>The place of an item's first reference.</summary>
    /// <exception cref="InputException">There is no reference, or it is none of the labels.</exception>
    public int TruthOf(Prediction prediction, string metric)
    {
        var reference = prediction.References.Count > 0 ? prediction.References[0] : null;
        if (reference is not null && PlaceOf(reference) is >= 0 and var place)
            return place;
        throw new InputException(
            reference is null ? "there is no reference" : $"the reference '{reference}' is none of the metric's labels",
            $"metric {metric}, item {prediction.ItemId} ({prediction.Language.Code})",
            $"Its labels are: {string.Join(", ", Names)}."
        );
    }

    /// <summary>As signatures write it: what separates there is escaped as in URIs.</summary>
    public override string ToString() => string.Join(',', Names.Select(n => n.Replace("%", "%25").Replace(",", "%2C").Replace("|", "%7C")));

    /// <summary>The labels of a signature.</summary>
    public static string[] Read(string text) => [.. text.Split(',').Select(Uri.UnescapeDataString)];
}
