using Clt.Formats.Tokenization;
using Clt.Plugins.Sources.Lexicons.Dictionaries;

namespace Clt.Plugins.Sources.Lexicons.Vectors;

/// <summary>
/// Skip-gram word vectors that are trained here, on the training parts of sources: on words, or on a tokenizer's pieces. They are kept in
/// the cache folder as files <c>.vec</c>, by what they were made of.
/// </summary>
internal sealed class SkipGram : WordVectors
{
    private const string Words = "words";

    private readonly IReadOnlyList<ISource> _on;
    private readonly string[] _fields;
    private readonly string? _tokenizer;
    private readonly SkipGramSettings _settings;

    /// <param name="on">Sources of texts.</param>
    /// <param name="fields">Of a record, the first of these fields that it has is its text.</param>
    /// <param name="tokenizer">A folder or file of a tokenizer whose pieces get vectors; null for words.</param>
    /// <param name="settings">Of the training.</param>
    /// <exception cref="InputException">A setting is out of range, or no source is named.</exception>
    public SkipGram(IReadOnlyList<ISource> on, string fields, string? tokenizer, SkipGramSettings settings)
    {
        var problems = new Problems();
        problems.Check(on.Count > 0, "no source is named", "SkipGram, on", "Name sources of texts.");
        (_on, _fields, _tokenizer, _settings) = (on, fields.Split(' ', StringSplitOptions.RemoveEmptyEntries), tokenizer, settings);
        problems.Check(_fields.Length > 0, "no field is named", "SkipGram, field", "Name the field of the texts.");
        settings.Check(problems);
        problems.ThrowIfAny();
    }

    internal override string Name => $"skip-gram of {string.Join(", ", _on.Select(s => s.Info.Name))}";

    internal override IReadOnlyList<Language> Languages => [.. _on.SelectMany(s => s.Info.Languages).Distinct()];

    internal override string Settings =>
        $"{_settings}, fields {string.Join(' ', _fields)}, on "
        + string.Join(
            "; ",
            _on.Select(s => string.Join(' ', s.Info.Settings.OrderBy(t => t.Key).Select(t => $"{t.Key}={t.Value}").Prepend(s.Info.Name)))
        );

    internal override string Fingerprint(IReadOnlyList<Language> languages, SourceContext context) =>
        DictionaryRecords.Joined([.. _on.Select(s => s.Fingerprint(context)), Settings, Pieces()?.Fingerprint ?? "words"]);

    internal override VectorTable Read(Language language, SourceContext context)
    {
        var folder = Path.Combine(context.CacheFolder, "word-vectors", Fingerprint([language], context));
        var path = Path.Combine(folder, $"{language.Short}.vec");
        if (File.Exists(path))
            return VectorFile.Read(path, int.MaxValue);
        var sentences = Sentences(language, context).Where(s => s.Length > 1).ToList();
        context.Report($"training word vectors of {language.Name} on {sentences.Sum(s => (long)s.Length)} words");
        var vectors = SkipGramTraining.Run(sentences, _settings, context.Cancel);
        if (vectors.Count == 0)
        {
            throw new InputException(
                $"no word of {language.Name} ({language.Short}) occurs {_settings.MinCount} times in the training texts",
                Name,
                "Add texts, or lower minCount."
            );
        }

        Directory.CreateDirectory(folder);
        VectorFile.Write(path, vectors);
        return VectorFile.Read(path, int.MaxValue);
    }

    /// <summary>The words or pieces of each line of the texts, in lower case where they are words.</summary>
    private IEnumerable<string[]> Sentences(Language language, SourceContext context)
    {
        var pieces = Pieces();
        foreach (var source in _on.Where(s => s.Info.Languages.Contains(language)))
        {
            foreach (var record in source.Read(new SourceRequest(language, Split.Train, context)))
            {
                if (pieces is null && record.Fields.TryGetValue(Words, out var words))
                {
                    yield return [.. words.Split('\n').Select(w => w.Trim().ToLowerInvariant()).Where(w => w.Any(char.IsLetterOrDigit))];
                    continue;
                }

                foreach (var line in record[_fields.FirstOrDefault(record.Fields.ContainsKey) ?? _fields[0]].Split('\n'))
                    yield return pieces is null
                        ? [.. WordRuns.In().Matches(line).Select(m => m.Value.ToLowerInvariant())]
                        : Cut(line, pieces);
            }
        }
    }

    private static string[] Cut(string line, HubTokenizer tokenizer) =>
        [.. tokenizer.EncodeIds(line).Where(i => !tokenizer.IsSpecial(i)).Select(tokenizer.Piece).OfType<string>()];

    private HubTokenizer? Pieces() => _tokenizer is null ? null : TokenizerLoader.Load(_tokenizer);
}
