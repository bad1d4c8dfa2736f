using Clt.Results.Store;

namespace Clt.Results.Comparison;

/// <summary>
/// Evaluation on the same items: a pair's runs had the same task, settings, questions and references, or are not compared.
/// </summary>
internal static class SameQuestions
{
    private const string Mend = "Evaluate both on the same data with the same task and settings, or compare runs that were.";

    /// <summary>Adds every difference between the first of a pair's runs and the others.</summary>
    /// <returns>Whether each run says what it was asked.</returns>
    public static bool Check(RunPair pair, Problems problems)
    {
        var all = pair.A.Concat(pair.B).ToList();
        List<AskedTask> asked = [.. all.Select(r => r.Asked).OfType<AskedTask>()];
        foreach (var other in asked.Skip(1))
            Pair(asked[0], other, pair.Title, problems);
        return asked.Count == all.Count;
    }

    private static void Pair(AskedTask a, AskedTask b, string where, Problems problems)
    {
        if (a.Name != b.Name)
        {
            problems.Add($"the tasks differ: {a.Name} and {b.Name}", where, Mend);
            return;
        }

        foreach (var name in a.Settings.Keys.Union(b.Settings.Keys).Order(StringComparer.Ordinal))
        {
            var (left, right) = (a.Settings.GetValueOrDefault(name), b.Settings.GetValueOrDefault(name));
            problems.Check(
                left == right,
                $"the task's setting '{name}' differs: {Shown(left)} and {Shown(right)}",
                $"{a.Name}, {where}",
                Mend
            );
        }

        foreach (var items in a.Items)
        {
            if (b.Items.FirstOrDefault(i => i.Language == items.Language) is not { } others)
                continue;
            Texts("questions", items, others, i => i.Questions, where, problems);
            Texts("references", items, others, i => i.References, where, problems);
        }
    }

    /// <summary>Items of one side only are another check's.</summary>
    private static void Texts(
        string what,
        AskedItems a,
        AskedItems b,
        Func<AskedItems, IReadOnlyList<string>> hashes,
        string where,
        Problems problems
    )
    {
        var others = ById(b, hashes);
        var differ = ById(a, hashes).Where(i => others.TryGetValue(i.Key, out var hash) && hash != i.Value).Select(i => i.Key).ToList();
        if (differ.Count == 0)
            return;
        problems.Add(
            $"the {what} of {differ.Count} of {a.Items.Count} items differ under the same ids, the first is {differ[0]}",
            $"{where}, {a.Language}",
            Mend
        );
    }

    /// <summary>An id may stand there several times.</summary>
    private static Dictionary<string, string> ById(AskedItems items, Func<AskedItems, IReadOnlyList<string>> hashes) =>
        items
            .Items.Zip(hashes(items))
            .GroupBy(i => i.First, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => string.Join(' ', g.Select(i => i.Second)), StringComparer.Ordinal);

    private static string Shown(string? value) => value is null ? "nothing" : $"'{value}'";
}
