using Clt.Results.Statistics.Resampling;

namespace Clt.Results.Tables;

/// <summary>How the confidence intervals of tables were made and what they cover, derived from the intervals themselves.</summary>
internal sealed class IntervalNotes
{
    private const string Marks = "ᵃᵇᶜᵈᵉᶠᵍʰ";
    private readonly List<(IntervalMethod Method, string Covers)> _kinds;
    private readonly List<string> _missing;

    public IntervalNotes(IEnumerable<TableModel> tables)
    {
        var intervals = tables
            .SelectMany(t => t.Rows)
            .SelectMany(r => r.Values)
            .Select(v => v.Interval)
            .OfType<Interval>()
            .Where(i => double.IsFinite(i.Estimate))
            .ToList();
        _kinds =
        [
            .. intervals
                .Where(i => i.Method != IntervalMethod.None)
                .GroupBy(i => (i.Method, i.Covers))
                .OrderByDescending(g => g.Count())
                .Select(g => g.Key),
        ];
        _missing = [.. intervals.Where(i => i.Method == IntervalMethod.None).Select(i => i.Covers).Distinct()];
    }

    /// <summary>A note for below the table; empty where it has no interval.</summary>
    public string Text
    {
        get
        {
            var kinds = _kinds.Select((k, i) => $"{Letter(i)}{(i == 0 ? "" : " ")}{k.Method.Text()} over {k.Covers}");
            List<string> said = [];
            if (_kinds.Count > 0)
                said.Add($"{IntervalPolicy.Percent} intervals: {string.Join("; ", kinds)}.");
            if (_missing.Count > 0)
                said.Add($"No interval where {string.Join(", or ", _missing)}.");
            return string.Join(' ', said);
        }
    }

    /// <summary>The methods that were used, in words, the most frequent first.</summary>
    public IReadOnlyList<string> Methods => [.. _kinds.Select(k => k.Method.Text()).Distinct()];

    /// <summary>A letter for an interval that was made otherwise than most; empty for the others.</summary>
    public string Mark(Interval? interval) =>
        interval is { } i && double.IsFinite(i.Estimate) ? Letter(_kinds.IndexOf((i.Method, i.Covers))) : "";

    private static string Letter(int kind) => kind < 1 ? "" : $"{Marks[(kind - 1) % Marks.Length]}";
}
