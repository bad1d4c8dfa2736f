using System.Globalization;
using System.Runtime.CompilerServices;
using Clt.Engine.Checkpoints;

namespace Clt.Studies;

/// <summary>
/// The identity and the size of sources' content. What is slow is read once, and counts are kept in the cache under the content's
/// fingerprint.
/// </summary>
internal sealed class DataIdentity(StudyContext context)
{
    private readonly ConditionalWeakTable<ISource, string> _fingerprints = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <exception cref="InputException">The data is missing or damaged.</exception>
    public string Fingerprint(ISource source)
    {
        if (_fingerprints.TryGetValue(source, out var known)) return known;
        var fingerprint = source.Fingerprint(context.Source);
        _fingerprints.Add(source, fingerprint);
        return fingerprint;
    }

    /// <summary>How many records a source has in a language and split.</summary>
    /// <exception cref="InputException">The data is missing or damaged.</exception>
    public int Count(ISource source, Language language, Split split)
    {
        var settings = string.Join('\n', source.Info.Settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}"));
        var module = source.GetType().Module.ModuleVersionId;
        var key = Canonical.Hash($"{source.Info.Name}\n{module}\n{settings}\n{Fingerprint(source)}\n{language.Code}\n{split}");
        if (_counts.TryGetValue(key, out var count)) return count;
        var file = Path.Combine(context.CacheFolder, "counts", key);
        if (!File.Exists(file) || !int.TryParse(File.ReadAllText(file), NumberStyles.None, CultureInfo.InvariantCulture, out count))
        {
            count = source.Read(new SourceRequest(language, split, context.Source)).Count();
            Keep(file, count);
        }

        return _counts[key] = count;
    }

    /// <summary>1 where there is any record, else 0.</summary>
    public int Some(ISource source, Language language, Split split) => source.Read(new SourceRequest(language, split, context.Source)).Any() ? 1 : 0;

    private static void Keep(string file, int count)
    {
        try
        {
            AtomicFile.WriteText(file, count.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be written costs time only.
        }
    }
}
