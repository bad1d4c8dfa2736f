using System.Collections;

namespace Clt;

/// <summary>Languages in the order named, each once. <c>+</c> joins sets, <c>-</c> leaves languages out.</summary>
public sealed class LanguageSet : IReadOnlyList<Language>, IEquatable<LanguageSet>
{
    private readonly Language[] _languages;

    public LanguageSet(IEnumerable<Language> languages) => _languages = [.. languages.DistinctBy(l => l.Code)];

    public int Count => _languages.Length;

    public Language this[int index] => _languages[index];

    public bool Contains(Language language) => _languages.Any(l => l.Code == language.Code);

    public static LanguageSet operator +(LanguageSet left, LanguageSet right) => new(left.Concat(right));

    public static LanguageSet operator -(LanguageSet left, LanguageSet right) => new(left.Where(l => !right.Contains(l)));

    public bool Equals(LanguageSet? other) => other is not null && _languages.Select(l => l.Code).SequenceEqual(other.Select(l => l.Code));

    public override bool Equals(object? obj) => Equals(obj as LanguageSet);

    public override int GetHashCode() => _languages.Aggregate(17, (h, l) => HashCode.Combine(h, l.Code.GetHashCode(StringComparison.Ordinal)));

    public override string ToString() => string.Join(" ", _languages.Select(l => l.Code));

    public IEnumerator<Language> GetEnumerator() => ((IEnumerable<Language>)_languages).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
