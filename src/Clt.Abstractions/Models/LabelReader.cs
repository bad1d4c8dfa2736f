using System.Globalization;
using System.Text.Json;

namespace Clt;

/// <summary>Reads the labels of a classifier from a <c>config.json</c>.</summary>
public static class LabelReader
{
    private const int DefaultCount = 2;
    private const int MostWithoutNames = 100_000;

    private static readonly Dictionary<string, SequenceProblem> Problems = new(StringComparer.Ordinal)
    {
        ["single_label_classification"] = SequenceProblem.SingleLabel,
        ["multi_label_classification"] = SequenceProblem.MultiLabel,
        ["regression"] = SequenceProblem.Regression,
    };

    /// <summary>
    /// The labels by id, from <c>id2label</c>; where there is none <c>LABEL_0</c>, <c>LABEL_1</c> …, as many as <c>num_labels</c> says, by
    /// default two. Counts and names that contradict each other are problems.
    /// </summary>
    public static IReadOnlyList<string> Labels(ConfigReader config)
    {
        var given = config.Entries("id2label");
        if (given.Count == 0)
            return [.. Enumerable.Range(0, Count(config)).Select(i => $"LABEL_{i}")];
        var byId = new SortedDictionary<int, string>();
        foreach (var (id, name) in given)
        {
            var ok =
                int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && name.ValueKind == JsonValueKind.String;
            config.Require(ok, $"'id2label' has {id}: {name.GetRawText()}", "Give ids from 0 on, each with a text.");
            if (ok)
                byId[number] = name.GetString()!;
        }

        config.Require(
            byId.Keys.SequenceEqual(Enumerable.Range(0, byId.Count)),
            $"the ids in 'id2label' are {string.Join(", ", byId.Keys)}",
            "Number labels from 0 on."
        );
        if (config.Has("num_labels"))
        {
            var count = config.Size("num_labels");
            config.Require(count == byId.Count, $"'num_labels' is {count} but 'id2label' has {byId.Count}", "Mend one of them.");
        }

        foreach (var (name, id) in config.Entries("label2id"))
        {
            var same = id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var number) && byId.GetValueOrDefault(number) == name;
            config.Require(same, $"'label2id' has {name}: {id.GetRawText()}, which 'id2label' has not", "Mend one of them.");
        }

        return [.. byId.Values];
    }

    /// <summary>How many labels there are, of which none has a name.</summary>
    private static int Count(ConfigReader config)
    {
        var count = config.Size("num_labels", DefaultCount);
        config.Require(
            count <= MostWithoutNames,
            $"'num_labels' is {count}",
            $"Name them in 'id2label', or give at most {MostWithoutNames}."
        );
        return Math.Min(count, MostWithoutNames);
    }

    /// <summary>
    /// <c>problem_type</c>; where there is none, one label is a regression, and several are exclusive (transformers, which decides by the
    /// type of the targets, takes them so when the targets are ids).
    /// </summary>
    public static SequenceProblem Problem(ConfigReader config, int labels)
    {
        if (!config.Has("problem_type"))
            return labels == 1 ? SequenceProblem.Regression : SequenceProblem.SingleLabel;
        var name = config.Text("problem_type", "");
        config.Require(Problems.ContainsKey(name), $"'problem_type' is '{name}'", $"Use one of {string.Join(", ", Problems.Keys)}.");
        return Problems.GetValueOrDefault(name);
    }

    /// <summary>The file's name of a kind of problem.</summary>
    public static string NameOf(SequenceProblem problem) => Problems.First(p => p.Value == problem).Key;
}
