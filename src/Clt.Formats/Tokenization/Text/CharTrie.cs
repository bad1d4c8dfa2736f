namespace Clt.Formats.Tokenization.Text;

/// <summary>A prefix tree over UTF-16 strings with an int value each, for longest and common prefix search.</summary>
internal sealed class CharTrie
{
    private readonly Dictionary<(int Node, char Unit), int> _edges = [];
    private readonly int[] _roots = new int[char.MaxValue + 1];
    private readonly List<int> _values = [-1];

    public bool IsEmpty => _values.Count == 1;

    /// <summary>Adds a key; the value of a key added twice is the last.</summary>
    public void Add(string key, int value)
    {
        if (key.Length == 0)
            return;
        var node = 0;
        foreach (var unit in key)
        {
            var next = Step(node, unit);
            if (next == 0)
            {
                next = _values.Count;
                _values.Add(-1);
                if (node == 0)
                    _roots[unit] = next;
                else
                    _edges[(node, unit)] = next;
            }

            node = next;
        }

        _values[node] = value;
    }

    /// <summary>The child of a node (0 is the root), or 0 where there is none.</summary>
    public int Step(int node, char unit) => node == 0 ? _roots[unit] : _edges.GetValueOrDefault((node, unit));

    /// <summary>The value of the key that ends at a node, or -1.</summary>
    public int Value(int node) => _values[node];

    /// <summary>The longest key that the text starts with at <paramref name="at"/>: its value and length, or (-1, 0).</summary>
    public (int Value, int Length) Longest(ReadOnlySpan<char> text, int at)
    {
        var found = (Value: -1, Length: 0);
        var node = 0;
        for (var i = at; i < text.Length; i++)
        {
            node = Step(node, text[i]);
            if (node == 0)
                break;
            if (_values[node] >= 0)
                found = (_values[node], i + 1 - at);
        }

        return found;
    }
}
