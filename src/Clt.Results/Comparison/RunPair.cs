using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Results.Comparison;

/// <summary>The runs of one condition on both sides, one a seed.</summary>
/// <param name="Title">The condition in words.</param>
/// <param name="A">The first side's.</param>
/// <param name="B">The second side's.</param>
internal sealed record RunPair(string Title, IReadOnlyList<CellResult> A, IReadOnlyList<CellResult> B)
{
    /// <summary>
    /// Conditions that both sides have, fine-tuned models where there are any, else bases. Where each side has only one condition, they are
    /// a pair whatever they are called.
    /// </summary>
    /// <exception cref="InputException">There is none.</exception>
    public static (IReadOnlyList<RunPair> Pairs, IReadOnlyList<string> Notes) Of(ResultSet a, ResultSet b)
    {
        var finetuned = new[] { a, b }.All(s => s.Runs.Any(r => r.Result.Kind == CellKind.Finetune));
        var (left, right) = (Conditions(a, finetuned), Conditions(b, finetuned));
        if (left.Count == 1 && right.Count == 1)
        {
            var title = left[0].Key.Title == right[0].Key.Title ? left[0].Key.Title : $"{left[0].Key.Title} → {right[0].Key.Title}";
            return ([new RunPair(Marked(title, left[0].Key, right[0].Key, a, b), [.. left[0]], [.. right[0]])], []);
        }

        var pairs = left.Join(right, l => l.Key, r => r.Key, (l, r) => new RunPair(Marked(l.Key.Title, l.Key, r.Key, a, b), [.. l], [.. r]))
            .ToList();
        var alone = left.Select(l => l.Key)
            .Except(right.Select(r => r.Key))
            .Select(c => $"only in the first: {c.Title}")
            .Concat(right.Select(r => r.Key).Except(left.Select(l => l.Key)).Select(c => $"only in the second: {c.Title}"))
            .ToList();
        return pairs.Count > 0
            ? (pairs, alone)
            : throw new InputException(
                $"they have no condition in common ({string.Join("; ", alone)})",
                $"{a.Study} and {b.Study}",
                "Compare studies with the same axes and values."
            );
    }

    /// <summary>A note on each side that has results of older code.</summary>
    public static IEnumerable<string> Older(ResultSet a, ResultSet b) =>
        new[] { ("first", a), ("second", b) }
            .Select(s => (Side: s.Item1, Warning: MeasuredRun.OlderWarning(s.Item2.Runs)))
            .Where(s => s.Warning.Length > 0)
            .Select(s => $"in the {s.Side}: {s.Warning}");

    /// <summary>A title, marked where a run of the condition was made by older code.</summary>
    private static string Marked(string title, Condition left, Condition right, ResultSet a, ResultSet b) =>
        IsOlder(a, left) || IsOlder(b, right) ? $"{title} {OlderMark.Symbol}" : title;

    private static bool IsOlder(ResultSet set, Condition condition) =>
        set.Runs.Any(r => r.OlderCode.Count > 0 && new Condition(r.Axes, r.Result.Kind != CellKind.Finetune).Equals(condition));

    private static List<IGrouping<Condition, CellResult>> Conditions(ResultSet set, bool finetuned) =>
        [
            .. set
                .Runs.Where(r => (r.Result.Kind == CellKind.Finetune) == finetuned && r.Result.Scores.Count > 0)
                .GroupBy(r => new Condition(r.Axes, !finetuned), r => r.Result),
        ];
}
