using System.Text;

namespace Clt.Formats.Tokenization.Text.Patterns;

/// <summary>Simple case folding: the code points that are the same letter but for case.</summary>
internal static class CaseFolding
{
    /// <summary>What Unicode folds, but .NET's invariant casing leaves alone, since it would leave or enter ASCII.</summary>
    private static readonly Dictionary<int, int> Further = new()
    {
        [0x17F] = 's',
        [0x212A] = 'k',
        [0x1E9E] = 0xDF,
    };

    private static readonly Lazy<Dictionary<int, List<int>>> Letters = new(Read);

    /// <summary>The set with every other case of its letters.</summary>
    public static CodePointSet Close(CodePointSet set)
    {
        var closed = set | new CodePointSet();
        // Made once: a pattern closes a set for each of its letters.
        Predicate<int> isInSet = set.Contains;
        foreach (var letters in Letters.Value.Values)
        {
            if (letters.Exists(isInSet))
                letters.ForEach(closed.Add);
        }

        return closed;
    }

    private static Dictionary<int, List<int>> Read()
    {
        var letters = new Dictionary<int, List<int>>();
        for (var c = 0; c <= CodePointSet.Last; c++)
        {
            if (c is >= 0xD800 and <= 0xDFFF)
                continue;
            var key = Key(c);
            if (key == c)
                continue;
            if (!letters.TryGetValue(key, out var same))
                letters[key] = same = [key];
            same.Add(c);
        }

        return letters;
    }

    private static int Key(int codePoint) =>
        Further.TryGetValue(codePoint, out var folded) ? folded : Rune.ToLowerInvariant(Rune.ToUpperInvariant(new Rune(codePoint))).Value;
}
