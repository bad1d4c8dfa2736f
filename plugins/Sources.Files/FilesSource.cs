namespace Clt.Plugins.Sources.Files;

/// <summary>
/// Records from files: one for all, or one a language and split where the path holds <c>{language}</c> and <c>{split}</c>.
/// </summary>
/// <remarks>
/// Without <c>{split}</c> items are divided by the hash of their id: 80 % training, 5 % validation, 15 % test. Without an id column an
/// item's id is its line, so that the lines of parallel files are each other's translations.
/// </remarks>
internal sealed class FilesSource : ISource
{
    private readonly string _path;
    private readonly List<(string Tag, Language Language)> _languages;
    private readonly FieldMap _fields;
    private readonly string? _id;
    private readonly string? _languageField;
    private readonly HashSplit _split;
    private readonly bool _repeatedIds;

    public FilesSource(string path, string languages, FieldMap fields, string? id, string? languageField, Seed seed, bool repeatedIds)
    {
        (_path, _fields, _id, _languageField, _repeatedIds) = (path, fields, id, languageField, repeatedIds);
        _languages = [.. languages.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => (t, Language.Parse(t)))];
        if (_languages.Count == 0)
            throw new InputException("no language is named", "source files", "Name the file's language, such as language: \"ja\".");
        if (_languages.Count > 1 && languageField is null && !path.Contains("{language}", StringComparison.Ordinal))
        {
            throw new InputException(
                "several languages, but neither the path nor a column tells which is which",
                $"source files, \"{path}\"",
                "Write {language} into the path, or name the column: languageField: \"lang\"."
            );
        }

        _split = new HashSplit(seed.Stream("files/split"), Validation: 0.05, Test: 0.15);
        Info = new SourceInfo(
            "files",
            "records of JSONL, JSON, CSV, TSV, Parquet or Arrow files",
            [.. _languages.Select(l => l.Language).Distinct()],
            new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["languages"] = string.Join(' ', _languages.Select(l => l.Language.Short)),
                ["fields"] = fields.Text,
                ["id"] = id ?? "",
                ["language-field"] = languageField ?? "",
                ["seed"] = $"{seed.Value}",
            }
        );
    }

    public SourceInfo Info { get; }

    private bool FilePerSplit => _path.Contains("{split}", StringComparison.Ordinal);

    /// <summary>By content: every file is read and hashed, since neither size nor time tells whether it changed.</summary>
    public string Fingerprint(SourceContext context)
    {
        var splits = FilePerSplit ? Enum.GetValues<Split>() : [Split.Train];
        var files = (
            from l in _languages
            from s in splits
            let path = PathOf(l.Tag, s)
            select (Key: FilePerSplit ? $"{l.Language} {s}" : $"{l.Language}", Path: path)
        ).ToList();
        var problems = files.Select(f => f.Path).Distinct().Select(RowFile.Check).OfType<Problem>().ToList();
        if (problems.Count > 0)
            throw new InputException(problems);
        var hashes = files.Select(f => f.Path).Distinct().ToDictionary(p => p, RowFile.Hash);
        return "v1-" + string.Join(';', files.Select(f => $"{f.Key} {hashes[f.Path]}"));
    }

    public IEnumerable<Record> Read(SourceRequest request)
    {
        var tag = _languages.Where(l => l.Language == request.Language).Select(l => l.Tag).FirstOrDefault();
        if (tag is null)
            yield break;
        var lines = new Dictionary<(string? Language, string Id), int>();
        foreach (var row in RowFile.Read(PathOf(tag, request.Split), (r, faults) => Check(r, lines, faults)))
        {
            if (_languageField is not null && Language.Parse(row.Values[_languageField]) != request.Language)
                continue;
            var id = _id is null ? $"{row.Line}" : row.Values[_id];
            // Lines of different files are different items.
            if (FilePerSplit && _id is null)
                id = $"{request.Split.ToString().ToLowerInvariant()}-{id}";
            if (FilePerSplit || _split.Of(id) == request.Split)
                yield return new Record(id, request.Language, _fields.Of(row));
        }
    }

    private string PathOf(string tag, Split split) =>
        Path.GetFullPath(_path.Replace("{language}", tag).Replace("{split}", split.ToString().ToLowerInvariant()));

    private void Check(Row row, Dictionary<(string? Language, string Id), int> lines, Faults faults)
    {
        foreach (var column in _fields.Columns.Append(_id).Append(_languageField).OfType<string>().Distinct())
        {
            if (row.Values.ContainsKey(column))
                continue;
            var known = string.Join(", ", row.Values.Keys);
            faults.Add(row.Line, $"there is no text '{column}'", Suggest.DidYouMean(column, row.Values.Keys, $"Name one of: {known}."));
        }

        if (_languageField is not null && row.Values.TryGetValue(_languageField, out var tag) && !Language.TryParse(tag, out _))
        {
            faults.Add(row.Line, $"there is no language '{tag}'", "Use an ISO 639 code, such as ja, pt-BR or zho_Hans.");
        }

        if (_id is null || !row.Values.TryGetValue(_id, out var id))
            return;
        if (id.Length == 0)
            faults.Add(row.Line, $"'{_id}' is empty, and is the item's id", "Give every row an id, or name no column for it.");
        if (_repeatedIds || id.Length == 0)
            return;
        var language = _languageField is null ? null : row.Values.GetValueOrDefault(_languageField);
        var key = (Language.TryParse(language, out var parsed) ? parsed.Code : language, id);
        if (!lines.TryAdd(key, row.Line))
            faults.Add(
                row.Line,
                $"the id '{id}' is that of line {lines[key]} too",
                "Give each item of a language an id of its own, or remove one."
            );
    }
}
