using Clt.Plugins.Sources.Lexicons.Dictionaries;
using Clt.Plugins.Sources.Lexicons.Vectors;

namespace Clt.Plugins.Sources.Lexicons.Mapping;

/// <summary>
/// Bilingual lexicon induction: a dictionary of word vectors that are mapped onto each other, without parallel text. It starts from words
/// that both languages write alike, from numerals alone, or from a dictionary.
/// </summary>
internal sealed class LexiconSource : ISource
{
    private readonly WordVectors _vectors;
    private readonly Language _from;
    private readonly LexiconSettings _settings;
    private readonly LexiconStart _start;
    private readonly ISource? _against;
    private readonly HashSet<Language> _told = [];

    /// <exception cref="InputException">A language has no vectors, or a setting is out of range: all is told at once.</exception>
    public LexiconSource(
        WordVectors vectors,
        Language from,
        IReadOnlyList<Language> to,
        LexiconStart start,
        LexiconSettings settings,
        ISource? against
    )
    {
        var problems = new Problems();
        settings.Check(problems);
        start.Check(from, to, problems);
        problems.Check(to.Count > 0, "no language is named", "Lexicon, to", "Name the languages of the translations.");
        problems.Check(!to.Contains(from), $"{from.Short} is on both sides", "Lexicon, to", "Leave it out of 'to'.");
        foreach (var language in to.Prepend(from).Where(l => vectors.Languages?.Contains(l) == false))
        {
            problems.Add(
                $"'{vectors.Name}' has no {language.Name} ({language.Short})",
                "Lexicon",
                $"It has: {string.Join(" ", vectors.Languages!.Select(l => l.Short))}."
            );
        }

        if (against is not null)
        {
            problems.Check(
                DictionaryRecords.FromOf(against) == from,
                $"the source '{against.Info.Name}' is no dictionary from {from.Short}",
                "Lexicon, against",
                "Name a dictionary of the same direction."
            );
        }

        problems.ThrowIfAny();
        (_vectors, _from, _settings, _start, _against) = (vectors, from, settings, start, against);
        Info = new SourceInfo(
            $"lexicon of {vectors.Name}",
            $"words of {from.Name} and their translations by mapped vectors",
            to,
            new Dictionary<string, string>
            {
                [DictionaryRecords.From] = from.Code,
                ["vectors"] = vectors.Settings,
                ["start"] = start.ToString(),
                ["mapping"] = settings.ToString(),
            }
        );
    }

    public SourceInfo Info { get; }

    /// <exception cref="InputException">Nothing can be mapped: it is made here, before anything is trained on it.</exception>
    public string Fingerprint(SourceContext context)
    {
        foreach (var language in Info.Languages)
            Opened(language, context);
        return Identity(context);
    }

    public IEnumerable<Record> Read(SourceRequest request) =>
        request.Split != Split.Train || !Info.Languages.Contains(request.Language)
            ? []
            : new DictionaryFile(Opened(request.Language, request.Context), _from, request.Language).Read(request);

    private string Identity(SourceContext context) =>
        DictionaryRecords.Joined([
            _vectors.Fingerprint([.. Info.Languages.Prepend(_from)], context),
            _start.Fingerprint(context),
            .. Info.SettingLines(),
        ]);

    /// <summary>The lexicon's file in the cache, in the form of a dictionary's; made where it is not there.</summary>
    private string Made(Language to, SourceContext context)
    {
        var folder = Path.Combine(context.CacheFolder, "lexicons", Identity(context));
        var path = Path.Combine(folder, $"{_from.Short}-{to.Short}.tsv");
        if (File.Exists(path))
            return path;
        var (source, target) = (Vectors(_from, context), Vectors(to, context));
        if (source.Width != target.Width)
        {
            throw new InputException(
                $"vectors of {_from.Short} have {source.Width} numbers, those of {to.Short} {target.Width}",
                _vectors.Name,
                "Take vectors of one width."
            );
        }

        var start = _start.Pairs(source, target, to, context);
        context.Report($"mapping {_from.Short} to {to.Short} from {start.Count} pairs of words");
        var mapped = _settings.SelfLearning
            ? SelfLearning.Map(source, target, start, _settings.Frequent, _settings.Neighbours)
            : Procrustes.Map(source, target, start);
        Directory.CreateDirectory(folder);
        var unfinished = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllLines(unfinished, Induced(mapped, target));
        File.Move(unfinished, path, overwrite: true);
        return path;
    }

    /// <summary>The lexicon's file; how good it is is told once.</summary>
    private string Opened(Language to, SourceContext context)
    {
        lock (_told)
        {
            var path = Made(to, context);
            if (_told.Add(to))
                Tell(path, to, context);
            return path;
        }
    }

    /// <summary>How good it is, where a dictionary tells.</summary>
    private void Tell(string path, Language to, SourceContext context)
    {
        if (_against is null || !_against.Info.Languages.Contains(to))
            return;
        var precision = Precision.Against(
            DictionaryRecords.Read(new DictionaryFile(path, _from, to), to, context),
            DictionaryRecords.Read(_against, to, context),
            _vectors.Read(to, context).Words.Take(_settings.Most)
        );
        context.Report($"lexicon {_from.Short} to {to.Short} against '{_against.Info.Name}': {precision}");
    }

    private VectorTable Vectors(Language language, SourceContext context) =>
        _vectors.Read(language, context).First(_settings.Most).Normalised();

    private IEnumerable<string> Induced(VectorTable from, VectorTable to)
    {
        var (search, found) = (new Neighbours(from, to, _settings.Neighbours), new (int To, float)[from.Count][]);
        Parallel.For(0, from.Count, i => found[i] = search.Of(i, _settings.Top));
        return from.Words.Index().SelectMany(w => found[w.Index].Select(n => $"{w.Item}\t{to.Words[n.To]}"));
    }
}
