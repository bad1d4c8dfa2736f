namespace Clt.Results.Store;

/// <summary>
/// The group of each evaluated language: <c>english</c>, <c>seen</c> (in some training mixture), <c>unseen</c> (in none).
/// </summary>
public sealed record LanguageGroups(IReadOnlyDictionary<string, string> ByCode)
{
    public const string English = "english";
    public const string Seen = "seen";
    public const string Unseen = "unseen";

    /// <summary>
    /// Groups from the languages evaluated and those that any cell's mixture names, in whichever region: pt is seen where pt-BR was
    /// trained on.
    /// </summary>
    public static LanguageGroups Of(IEnumerable<Language> evaluated, IEnumerable<Language> trained)
    {
        var known = trained.Select(t => t.Group).ToHashSet(StringComparer.Ordinal);
        return new LanguageGroups(
            evaluated
                .DistinctBy(e => e.Code)
                .ToDictionary(
                    e => e.Code,
                    e =>
                        e.IsEnglish ? English
                        : known.Contains(e.Group) ? Seen
                        : Unseen,
                    StringComparer.Ordinal
                )
        );
    }

    /// <summary>The group of a language by its code.</summary>
    public string this[string code] => ByCode.GetValueOrDefault(code, Unseen);

    /// <summary>The languages of a group, in the order of evaluation.</summary>
    public IReadOnlyList<string> Of(string group) => [.. ByCode.Where(b => b.Value == group).Select(b => b.Key)];
}
