using System.Globalization;

namespace Clt.Plugins.Tasks;

/// <summary>Which of an item's options a field says is right.</summary>
internal sealed class ChoiceAnswer
{
    private static readonly string[] Kinds = ["any", "text", "letter", "index", "number"];

    private readonly string _field;
    private readonly string _kind;

    /// <param name="field">The field.</param>
    /// <param name="kind">
    /// <c>text</c>, <c>letter</c> (A, b), <c>index</c> (from 0), <c>number</c> (from 1), or <c>any</c> of the first three, where they do
    /// not contradict each other.
    /// </param>
    /// <exception cref="InputException">There is no such kind.</exception>
    public ChoiceAnswer(string field, string kind)
    {
        if (!Kinds.Contains(kind))
        {
            throw new InputException(
                $"answers are no '{kind}'",
                "task multiple-choice, answerIs",
                Suggest.DidYouMean(kind, Kinds, $"There are: {string.Join(", ", Kinds)}.")
            );
        }

        (_field, _kind) = (field, kind);
    }

    /// <summary>
    /// What is wrong with an item's answer: it is none of the options, or two readings of it name different ones; else null.
    /// </summary>
    /// <param name="record">The item.</param>
    /// <param name="choices">Its options.</param>
    /// <param name="where">The item, for messages.</param>
    /// <param name="place">The right option's place, from 0.</param>
    public Problem? Find(Record record, IReadOnlyList<string> choices, string where, out int place)
    {
        var answer = record[_field].Trim();
        var readings = Readings(answer, choices)
            .Where(r => _kind == r.Kind || (_kind == "any" && r.Kind != "number"))
            .Where(r => r.Place >= 0 && r.Place < choices.Count)
            .ToList();
        place = readings.Select(r => r.Place).FirstOrDefault();
        if (readings.Count == 0)
        {
            return new Problem(
                $"the answer '{answer}' is not among the {choices.Count} choices",
                where,
                Suggest.DidYouMean(
                    answer,
                    choices,
                    "Give it as a choice's text, its letter (A, B, …) or its index from 0; answerIs: \"number\" counts from 1."
                )
            );
        }

        return readings.Select(r => r.Place).Distinct().Count() == 1
            ? null
            : new Problem(
                $"the answer '{answer}' names choice {string.Join(" and choice ", readings.Select(r => $"{r.Place + 1} as {r.Kind}"))}",
                where,
                "Say which is meant: answerIs: \"text\", \"letter\", \"index\" (from 0) or \"number\" (from 1)."
            );
    }

    private static IEnumerable<(string Kind, int Place)> Readings(string answer, IReadOnlyList<string> choices)
    {
        yield return ("text", choices.ToList().IndexOf(answer));
        if (answer.Length == 1 && char.IsAsciiLetter(answer[0]))
            yield return ("letter", char.ToUpperInvariant(answer[0]) - 'A');
        if (!int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            yield break;
        yield return ("index", number);
        yield return ("number", number - 1);
    }
}
