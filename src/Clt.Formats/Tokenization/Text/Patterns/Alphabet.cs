using System.Text;

namespace Clt.Formats.Tokenization.Text.Patterns;

/// <summary>
/// A letter for each class of code points that a pattern's sets do not tell apart, so that .NET's expressions, which see UTF-16 units,
/// match code points of any plane in any set exactly.
/// </summary>
internal sealed class Alphabet
{
    /// <summary>Letters without case, of which there are enough behind one another.</summary>
    private const char First = '\u4E00';

    private readonly ushort[] _classes = new ushort[CodePointSet.Last + 1];
    private readonly List<(CodePointSet Set, List<ushort> Classes)> _sets = [];

    /// <param name="sets">The sets of a pattern.</param>
    public Alphabet(IEnumerable<CodePointSet> sets)
    {
        var distinct = sets.Distinct().ToList();
        foreach (var set in distinct)
            Refine(set);
        foreach (var set in distinct)
            _sets.Add((set, [.. set.CodePoints().Select(c => _classes[c]).Distinct().Order()]));
    }

    /// <summary>The letter of each code point.</summary>
    public char[] Letters() => Array.ConvertAll(_classes, c => (char)(First + c));

    /// <summary>A .NET expression for one letter of a set.</summary>
    public string Expression(CodePointSet set)
    {
        var classes = _sets.Find(s => ReferenceEquals(s.Set, set)).Classes;
        return classes.Count == 0 ? "(?!)" : $"[{string.Concat(classes.Select(c => (char)(First + c)))}]";
    }

    /// <summary>Splits every class in what is in the set and what is not.</summary>
    private void Refine(CodePointSet set)
    {
        var (inside, count) = (new Dictionary<ushort, ushort>(), _classes.Max() + 1);
        foreach (var c in set.CodePoints())
        {
            if (!inside.TryGetValue(_classes[c], out var split))
                inside[_classes[c]] = split = (ushort)count++;
            _classes[c] = split;
        }
    }
}
