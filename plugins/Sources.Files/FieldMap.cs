namespace Clt.Plugins.Sources.Files;

/// <summary>
/// Which of a row's values become which fields: <c>question=q, answer=answers.0.text</c>. With a question mark (<c>title=head?</c>) a row
/// may lack the column, and its record the field.
/// </summary>
internal sealed class FieldMap
{
    private readonly List<(string Field, string Column, bool Optional)> _pairs = [];

    /// <param name="text">
    /// Pairs <c>field=column</c> with commas between; a name alone is both. Null: every value under its own name.
    /// </param>
    /// <exception cref="InputException">A field is empty or named twice.</exception>
    public FieldMap(string? text)
    {
        Text = text ?? "";
        if (text is null)
            return;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var sides = part.Split('=', 2, StringSplitOptions.TrimEntries);
            var optional = sides[^1].EndsWith('?');
            var (field, column) = (sides[0].TrimEnd('?'), sides[^1].TrimEnd('?'));
            if (field.Length == 0 || column.Length == 0 || _pairs.Any(p => p.Field == field))
            {
                throw new InputException(
                    $"'{part}' names no field, no column, or a field named before",
                    $"source files, fields \"{text}\"",
                    "Write field=column, …."
                );
            }

            _pairs.Add((field, column, optional));
        }

        if (_pairs.Count == 0)
            throw new InputException(
                "no field is named",
                "source files, fields",
                "Write field=column, …, or leave 'fields' out to take all."
            );
    }

    /// <summary>As it was written; empty for all values.</summary>
    public string Text { get; }

    /// <summary>The columns that each row must have.</summary>
    public IEnumerable<string> Columns => _pairs.Where(p => !p.Optional).Select(p => p.Column);

    public IReadOnlyDictionary<string, string> Of(Row row) =>
        _pairs.Count == 0
            ? row.Values
            : _pairs
                .Where(p => !p.Optional || row.Values.ContainsKey(p.Column))
                .ToDictionary(p => p.Field, p => row.Values[p.Column], StringComparer.Ordinal);
}
