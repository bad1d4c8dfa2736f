using System.Globalization;
using System.Runtime.CompilerServices;
using Clt.Formats.Files;

namespace Clt.Recipes.Identity;

/// <summary>
/// The identity and the size of sources' content. What is slow is read once, and counts are kept in the cache under the content's
/// fingerprint.
/// </summary>
internal sealed class DataIdentity(StudyContext context)
{
    private readonly ConditionalWeakTable<ISource, string> _fingerprints = [];
    private const string Absent = "absent";
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>For reading sources.</summary>
    public SourceContext Context => context.Source;

    /// <summary>What a plan assumes because it is not there.</summary>
    public List<string> Notes { get; } = [];

    /// <exception cref="InputException">The data is missing or damaged.</exception>
    public string Fingerprint(ISource source)
    {
        if (_fingerprints.TryGetValue(source, out var known))
            return known;
        string fingerprint;
        try
        {
            fingerprint = source.Fingerprint(context.Source);
        }
        catch (InputException e) when (context.Planning)
        {
            fingerprint = Absent;
            Notes.Add($"{source.Info.Name}: {e.Problems[0].What} ({e.Problems[0].Where}); lengths of its texts are assumed.");
        }

        _fingerprints.Add(source, fingerprint);
        return fingerprint;
    }

    /// <summary>Whether a plan does without a source's records.</summary>
    public bool IsAbsent(ISource source) => Fingerprint(source) == Absent;

    /// <summary>How many records a source has in a language and split.</summary>
    /// <exception cref="InputException">The data is missing or damaged.</exception>
    public int Count(ISource source, Language language, Split split)
    {
        if (IsAbsent(source))
            return int.MaxValue;
        var key = Key(source, language, split.ToString());
        if (Known(key) is { } known)
            return known;
        var count = source.Read(new SourceRequest(language, split, context.Source)).Count();
        Keep(key, count);
        return _counts[key] = count;
    }

    /// <summary>1 where there is any record, else 0. Reads one record at most, and none where that is known.</summary>
    public int Some(ISource source, Language language, Split split)
    {
        if (IsAbsent(source))
            return 1;
        if (Known(Key(source, language, split.ToString())) is { } count)
            return Math.Min(count, 1);
        var key = Key(source, language, $"{split}, any");
        if (Known(key) is { } known)
            return known;
        var some = source.Read(new SourceRequest(language, split, context.Source)).Any() ? 1 : 0;
        Keep(key, some);
        return _counts[key] = some;
    }

    /// <summary>Looks at a source's records in a language unless the same look was passed before.</summary>
    /// <exception cref="InputException">As the look raises it; then it is looked at again the next time.</exception>
    public void Once(ISource source, Language language, string what, Action look)
    {
        var key = Key(source, language, what);
        if (Known(key) is not null)
            return;
        look();
        Keep(key, 1);
        _counts[key] = 1;
    }

    private string Key(ISource source, Language language, string what)
    {
        var settings = string.Join('\n', source.Info.SettingLines());
        var module = source.GetType().Module.ModuleVersionId;
        return Canonical.Hash($"{source.Info.Name}\n{module}\n{settings}\n{Fingerprint(source)}\n{language.Code}\n{what}");
    }

    private int? Known(string key)
    {
        if (_counts.TryGetValue(key, out var count))
            return count;
        return int.TryParse(CacheFile.Read(FileOf(key)), NumberStyles.None, CultureInfo.InvariantCulture, out count)
            ? _counts[key] = count
            : null;
    }

    private string FileOf(string key) => Path.Combine(context.CacheFolder, "counts", key);

    private void Keep(string key, int count) => CacheFile.Keep(FileOf(key), count.ToString(CultureInfo.InvariantCulture));
}
