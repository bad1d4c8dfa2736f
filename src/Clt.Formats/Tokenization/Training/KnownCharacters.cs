using System.Text;

namespace Clt.Formats.Tokenization.Training;

/// <summary>The characters that a vocabulary spells: the most frequent ones, up to a share of all.</summary>
internal sealed class KnownCharacters
{
    private readonly HashSet<Rune> _known;

    private KnownCharacters(IReadOnlyList<Rune> characters) => (Characters, _known) = (characters, [.. characters]);

    /// <summary>The most frequent first.</summary>
    public IReadOnlyList<Rune> Characters { get; }

    public int Count => Characters.Count;

    public bool Has(Rune character) => _known.Contains(character);

    /// <summary>Characters in falling frequency until their share of all is reached; among equals the lower code point first.</summary>
    public static KnownCharacters Of(IReadOnlyList<(string Word, long Count)> words, double coverage)
    {
        var counts = new Dictionary<Rune, long>();
        foreach (var (word, count) in words)
        {
            foreach (var rune in word.EnumerateRunes())
                counts[rune] = counts.GetValueOrDefault(rune) + count;
        }

        var (total, covered) = (counts.Values.Sum(), 0L);
        var kept = new List<Rune>();
        foreach (var (rune, count) in counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key.Value))
        {
            if (coverage < 1 && covered >= coverage * total)
                break;
            covered += count;
            kept.Add(rune);
        }

        return new KnownCharacters(kept);
    }
}
