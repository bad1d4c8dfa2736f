namespace Clt.Plugins.Sources.Files;

/// <summary>Which of a row's values become which fields: <c>question=q, answer=answers.0.text</c>.</summary>
internal sealed class FieldMap
{
    private readonly List<(string Field, string Column)> _pairs = [];

    /// <param name="text">Pairs <c>field=column</c> with commas between; a name alone is both. Null: every value under its own name.</param>
    /// <exception cref="InputException">A field is empty or named twice.</exception>
    public FieldMap(string? text)
    {
        Text = text ?? "";
        if (text is null) return;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var sides = part.Split('=', 2, StringSplitOptions.TrimEntries);
            var (field, column) = (sides[0], sides[^1]);
            if (field.Length == 0 || column.Length == 0 || _pairs.Any(p => p.Field == field))
            {
                throw new InputException(
                    $"'{part}' names no field, no column, or a field named before", $"source files, fields \"{text}\"", "Write field=column, ….");
            }

            _pairs.Add((field, column));
        }

        if (_pairs.Count == 0)
            throw new InputException("no field is named", "source files, fields", "Write field=column, …, or leave 'fields' out to take all.");
    }

    /// <summary>As it was written; empty for all values.</summary>
    public string Text { get; }

    /// <summary>The columns that each row must have.</summary>
    public IEnumerable<string> Columns => _pairs.Select(p => p.Column);

    public IReadOnlyDictionary<string, string> Of(Row row) =>
        _pairs.Count == 0 ? row.Values : _pairs.ToDictionary(p => p.Field, p => row.Values[p.Column], StringComparer.Ordinal);
}
