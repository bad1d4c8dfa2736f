using System.Globalization;
using System.Text.RegularExpressions;
using Clt.Engine.Data;
using Clt.Engine.States;

namespace Clt.Recipes.States;

/// <summary>What a linear probe reads of a state or of two.</summary>
internal enum ProbeInput
{
    /// <summary>A state as it is.</summary>
    One,

    /// <summary>Two words: both states and their product (Liu et al. 2019).</summary>
    Words,

    /// <summary>Two texts: both states, their distance and their product, elementwise (Conneau et al. 2017).</summary>
    Texts,
}

/// <summary>An example as probes read it: the texts whose pieces have states, and which of the pieces have labels.</summary>
/// <param name="Example">The example.</param>
/// <param name="Texts">One, or a pair of texts.</param>
/// <param name="Input">What is read.</param>
/// <param name="Places">The pieces of each label, counted over all texts; the second is that of a pair, else the first again.</param>
/// <param name="Labels">The gold labels, by their places among the task's.</param>
internal sealed partial record ProbeItem(
    Example Example,
    IReadOnlyList<StateText> Texts,
    ProbeInput Input,
    IReadOnlyList<(int First, int Second)> Places,
    long[] Labels
)
{
    /// <summary>Reads an example.</summary>
    /// <exception cref="InputException">It has labels that the task does not name, or in another form than its scoring's.</exception>
    public static ProbeItem Of(Example example, TaskInfo task) =>
        task.Scoring switch
        {
            Scoring.Tag => Tagged(example, task.Labels),
            Scoring.Label => Labelled(example, task.Labels),
            Scoring.Pairs => Paired(example, task.Labels),
            var other => throw new ArgumentOutOfRangeException(nameof(task), other, "Probes give no such answers."),
        };

    /// <summary>An answer in the form of the example's references.</summary>
    /// <param name="labels">A label for each place.</param>
    public string Answer(IEnumerable<string> labels) =>
        Input == ProbeInput.Words
            ? string.Join(' ', labels.Select((l, i) => $"{Places[i].First + 1}-{Places[i].Second + 1}={l}"))
            : string.Join(' ', labels);

    private static ProbeItem Tagged(Example example, IReadOnlyList<string> names)
    {
        var labels = LabelIds.Of(example, names, words: true);
        return new ProbeItem(example, [Text(example, example.Words)], ProbeInput.One, [.. labels.Select((_, i) => (i, i))], labels);
    }

    private static ProbeItem Labelled(Example example, IReadOnlyList<string> names)
    {
        var labels = LabelIds.Of(example, names);
        List<string> texts = [.. example.Segments.TakeWhile(s => !s.Train).Where(s => s.Text.Length > 0).Select(s => s.Text)];
        return texts.Count switch
        {
            1 => new ProbeItem(example, [Text(example, texts)], ProbeInput.One, [(0, 0)], labels),
            2 => new ProbeItem(example, [Text(example, texts[..1]), Text(example, texts[1..])], ProbeInput.Texts, [(0, 1)], labels),
            var count => throw new InputException(
                $"there are {count} texts before the label",
                example.Where(),
                "Give one text, or a pair of them."
            ),
        };
    }

    private static ProbeItem Paired(Example example, IReadOnlyList<string> names)
    {
        var (places, labels, problems) = (new List<(int, int)>(), new List<long>(), new List<Problem>());
        foreach (var entry in example.Completion.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = Entry().Match(entry);
            int Place(int group) => int.Parse(parts.Groups[group].ValueSpan, CultureInfo.InvariantCulture) - 1;
            var label = parts.Success ? names.ToList().IndexOf(parts.Groups[3].Value) : -1;
            if (label < 0 || Math.Min(Place(1), Place(2)) < 0 || Math.Max(Place(1), Place(2)) >= example.Words.Count)
            {
                problems.Add(
                    new Problem(
                        $"'{entry}' is no label of a pair of the {example.Words.Count} words",
                        example.Where(),
                        $"Write 2-5=label, words counted from 1; labels are: {string.Join(", ", names)}."
                    )
                );
                continue;
            }

            places.Add((Place(1), Place(2)));
            labels.Add(label);
        }

        if (problems.Count > 0)
            throw new InputException(problems);
        return new ProbeItem(example, [Text(example, example.Words)], ProbeInput.Words, places, [.. labels]);
    }

    private static StateText Text(Example example, IReadOnlyList<string> pieces) => new(example.ItemId, example.Language, pieces);

    [GeneratedRegex("^([0-9]{1,6})-([0-9]{1,6})=(.+)$")]
    private static partial Regex Entry();
}
