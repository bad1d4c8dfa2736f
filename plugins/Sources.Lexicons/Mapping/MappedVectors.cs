using System.Globalization;
using System.Numerics.Tensors;
using Clt.Plugins.Sources.Lexicons.Dictionaries;
using Clt.Plugins.Sources.Lexicons.Vectors;

namespace Clt.Plugins.Sources.Lexicons.Mapping;

/// <summary>
/// Cross-lingual word vectors: those of other languages are rotated into the space of one (orthogonal Procrustes, with self-learning where
/// asked for), and words of the dictionary brought nearer to their translations (retrofitting, Faruqui et al. 2015). Records have
/// <c>word</c> and <c>vector</c>, numbers with spaces between; the most frequent words come first.
/// </summary>
/// <remarks>Vectors have length 1, are centred and have length 1 again. They are kept in the cache folder as <c>.vec</c> files.</remarks>
internal sealed class MappedVectors : ISource
{
    private const string Word = "word";
    private const string Vector = "vector";

    private readonly WordVectors _vectors;
    private readonly Language _into;
    private readonly LexiconStart _start;
    private readonly LexiconSettings _settings;
    private readonly double _retrofit;

    /// <exception cref="InputException">A language has no vectors, or a setting is out of range: all is told at once.</exception>
    public MappedVectors(
        WordVectors vectors,
        Language into,
        IReadOnlyList<Language> from,
        LexiconStart start,
        LexiconSettings settings,
        double retrofit
    )
    {
        var problems = new Problems();
        settings.Check(problems);
        problems.Check(
            retrofit is >= 0 and <= 1,
            FormattableString.Invariant($"retrofit is {retrofit}"),
            "MappedVectors",
            "Give a share from 0 (vectors as they are rotated) to 1 (the mean of their translations)."
        );
        start.Check(into, from, problems);
        problems.Check(from.Count > 0, "no language is named", "MappedVectors, from", "Name the languages whose vectors are mapped.");
        problems.Check(!from.Contains(into), $"{into.Short} is on both sides", "MappedVectors, from", "Leave it out of 'from'.");
        foreach (var language in from.Prepend(into).Where(l => vectors.Languages?.Contains(l) == false))
        {
            problems.Add(
                $"'{vectors.Name}' has no {language.Name} ({language.Short})",
                "MappedVectors",
                $"It has: {string.Join(" ", vectors.Languages!.Select(l => l.Short))}."
            );
        }

        problems.ThrowIfAny();
        (_vectors, _into, _start, _settings, _retrofit) = (vectors, into, start, settings, retrofit);
        Info = new SourceInfo(
            $"{vectors.Name}, mapped",
            $"word vectors in the space of {into.Name}",
            [into, .. from],
            new Dictionary<string, string>
            {
                ["into"] = into.Code,
                ["vectors"] = vectors.Settings,
                ["start"] = start.ToString(),
                ["mapping"] = settings.ToString(),
                ["retrofit"] = retrofit.ToString("R", CultureInfo.InvariantCulture),
            }
        );
    }

    public SourceInfo Info { get; }

    /// <exception cref="InputException">Nothing can be mapped: it is made here, before anything is trained on it.</exception>
    public string Fingerprint(SourceContext context)
    {
        foreach (var language in Info.Languages)
            Written(language, context);
        return Identity(context);
    }

    public IEnumerable<Record> Read(SourceRequest request)
    {
        if (request.Split != Split.Train || !Info.Languages.Contains(request.Language))
            yield break;
        var table = VectorFile.Read(Written(request.Language, request.Context), int.MaxValue);
        for (var i = 0; i < table.Count; i++)
            yield return Of(table.Words[i], table[i], request.Language);
    }

    private static Record Of(string word, ReadOnlySpan<float> vector, Language language)
    {
        var numbers = new string[vector.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = vector[i].ToString("R", CultureInfo.InvariantCulture);
        return new Record(word, language, new Dictionary<string, string> { [Word] = word, [Vector] = string.Join(' ', numbers) });
    }

    private string Identity(SourceContext context) =>
        DictionaryRecords.Joined([_vectors.Fingerprint(Info.Languages, context), _start.Fingerprint(context), .. Info.SettingLines()]);

    /// <summary>The file in the cache of a language's vectors in the common space; made where it is not there.</summary>
    private string Written(Language language, SourceContext context)
    {
        var folder = Path.Combine(context.CacheFolder, "word-vectors", Identity(context));
        var path = Path.Combine(folder, $"{language.Short}-in-{_into.Short}.vec");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(folder);
            VectorFile.Write(path, Made(language, context));
        }

        return path;
    }

    private VectorTable Made(Language language, SourceContext context)
    {
        var own = Vectors(language, context);
        if (language == _into)
            return own;
        var target = Vectors(_into, context);
        if (own.Width != target.Width)
        {
            throw new InputException(
                $"vectors of {_into.Short} have {target.Width} numbers, those of {language.Short} {own.Width}",
                _vectors.Name,
                "Take vectors of one width."
            );
        }

        var pairs = _start.Pairs(target, own, language, context).Select(p => (From: p.To, To: p.From)).ToList();
        context.Report($"mapping vectors of {language.Short} into those of {_into.Short} by {pairs.Count} pairs of words");
        var rotated = _settings.SelfLearning
            ? SelfLearning.Map(own, target, pairs, _settings.Frequent, _settings.Neighbours)
            : Procrustes.Map(own, target, pairs);
        Retrofit(rotated, target, pairs);
        return rotated;
    }

    /// <summary>Brings words that the dictionary has nearer to the mean of their translations, and to length 1 again.</summary>
    private void Retrofit(VectorTable rotated, VectorTable target, IReadOnlyList<(int From, int To)> pairs)
    {
        foreach (var word in _retrofit == 0 ? [] : pairs.GroupBy(p => p.From, p => p.To))
        {
            var all = word.ToList();
            var row = rotated[word.Key];
            for (var i = 0; i < row.Length; i++)
                row[i] = (float)((1 - _retrofit) * row[i] + _retrofit * all.Average(t => target[t][i]));
            var norm = TensorPrimitives.Norm<float>(row);
            if (norm > 0)
                TensorPrimitives.Divide(row, norm, row);
        }
    }

    private VectorTable Vectors(Language language, SourceContext context) =>
        _vectors.Read(language, context).First(_settings.Most).Normalised();
}
