using System.Collections;

namespace Clt;

/// <summary>Languages in the order named, each once. <c>+</c> joins sets, <c>-</c> leaves languages out.</summary>
public sealed class LanguageSet : IReadOnlyList<Language>, IEquatable<LanguageSet>
{
    private readonly Language[] _languages;

    public LanguageSet(IEnumerable<Language> languages) => _languages = [.. languages.DistinctBy(l => l.Code)];

    public int Count => _languages.Length;

    public Language this[int index] => _languages[index];

    /// <summary>Some that follow each other: <c>order[1..2]</c> is the second alone.</summary>
    /// <exception cref="InputException">There are fewer.</exception>
    public LanguageSet Slice(int start, int length) =>
        start >= 0 && length >= 0 && start + length <= Count
            ? new LanguageSet(_languages[start..(start + length)])
            : throw new InputException(
                $"languages {start + 1} to {start + length} are asked for, but there are {Count}",
                $"the languages \"{this}\"",
                "Name more, or take fewer."
            );

    public bool Contains(Language language) => _languages.Any(l => l.Code == language.Code);

    public static LanguageSet operator +(LanguageSet left, LanguageSet right) => new(left.Concat(right));

    public static LanguageSet operator -(LanguageSet left, LanguageSet right) => new(left.Where(l => !right.Contains(l)));

    public bool Equals(LanguageSet? other) => other is not null && _languages.Select(l => l.Code).SequenceEqual(other.Select(l => l.Code));

    public override bool Equals(object? obj) => Equals(obj as LanguageSet);

    public override int GetHashCode() =>
        _languages.Aggregate(17, (h, l) => HashCode.Combine(h, l.Code.GetHashCode(StringComparison.Ordinal)));

    public override string ToString() => string.Join(" ", _languages.Select(l => l.Code));

    public IEnumerator<Language> GetEnumerator() => ((IEnumerable<Language>)_languages).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
