using System.Text;

namespace Clt.Plugins.Tasks;

/// <summary>A prompt template: text with a record's fields in braces, <c>{question}</c>; doubled braces are braces.</summary>
internal sealed class PromptTemplate
{
    private readonly List<(string Text, bool IsField)> _parts = [];

    /// <param name="text">The text.</param>
    /// <param name="where">Where it stands, for messages.</param>
    /// <exception cref="InputException">A brace has no partner, or nothing stands between two.</exception>
    public PromptTemplate(string text, string where)
    {
        Text = text;
        Where = where;
        var (plain, problems) = (new StringBuilder(), new List<Problem>());
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('{' or '}'))
            {
                plain.Append(text[i]);
                continue;
            }

            if (i + 1 < text.Length && text[i + 1] == text[i])
            {
                plain.Append(text[i++]);
                continue;
            }

            var end = text[i] == '{' ? text.IndexOfAny(['{', '}'], i + 1) : -1;
            if (end < 0 || text[end] == '{')
            {
                problems.Add(
                    new Problem(
                        $"the brace at character {i + 1} has no partner",
                        where,
                        "Write a field in braces, {question}, and a brace of the text twice, {{ or }}."
                    )
                );
                continue;
            }

            var field = text[(i + 1)..end].Trim();
            if (field.Length == 0)
                problems.Add(
                    new Problem(
                        $"the braces at character {i + 1} name no field",
                        where,
                        "Write one between them, {question}, or {{}} for braces."
                    )
                );
            if (plain.Length > 0)
                _parts.Add((plain.ToString(), false));
            plain.Clear();
            _parts.Add((field, true));
            i = end;
        }

        if (problems.Count > 0)
            throw new InputException(problems);
        if (plain.Length > 0)
            _parts.Add((plain.ToString(), false));
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Where it stands.</summary>
    public string Where { get; }

    /// <summary>The fields that it names, each once.</summary>
    public IEnumerable<string> Fields => _parts.Where(p => p.IsField).Select(p => p.Text).Distinct();

    /// <summary>The text of a record.</summary>
    /// <param name="record">Has the fields.</param>
    /// <param name="problems">Takes a problem for each field that it lacks.</param>
    public string Of(Record record, List<Problem> problems)
    {
        foreach (var field in Fields.Where(f => !record.Fields.ContainsKey(f)))
        {
            problems.Add(
                new Problem(
                    $"the records have no field '{field}'",
                    $"{Where}, item {record.ItemId} ({record.Language.Code})",
                    Suggest.DidYouMean(field, record.Fields.Keys, $"Their fields are: {string.Join(", ", record.Fields.Keys)}.")
                )
            );
        }

        return string.Concat(_parts.Select(p => p.IsField ? record.Fields.GetValueOrDefault(p.Text, "") : p.Text));
    }
}
