using System.Diagnostics.CodeAnalysis;

namespace Clt.Plugins.Manifests;

/// <summary>A conjunction of bounds on a version, such as <c>&gt;=1.0 &lt;2.0</c>. Missing parts of a version count as 0.</summary>
public sealed class ContractRange
{
    private readonly IReadOnlyList<(string Operator, Version Version)> _bounds;

    private ContractRange(string text, IReadOnlyList<(string Operator, Version Version)> bounds) => (Text, _bounds) = (text, bounds);

    /// <summary>The range as it was written.</summary>
    public string Text { get; }

    /// <summary>
    /// Reads bounds made of <c>&gt;=</c>, <c>&gt;</c>, <c>&lt;=</c>, <c>&lt;</c> or <c>=</c> and a version, separated by blanks or commas.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ContractRange? range)
    {
        range = null;
        var bounds = new List<(string, Version)>();
        foreach (var bound in text.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var length = bound.TakeWhile(c => c is '<' or '>' or '=').Count();
            if (bound[..length] is not (">=" or ">" or "<=" or "<" or "="))
                return false;
            if (!TryParseVersion(bound[length..], out var version))
                return false;
            bounds.Add((bound[..length], version));
        }

        if (bounds.Count > 0)
            range = new ContractRange(text, bounds);
        return range is not null;
    }

    /// <summary>Reads one to four numbers separated by dots.</summary>
    public static bool TryParseVersion(string text, [NotNullWhen(true)] out Version? version)
    {
        var full = text + string.Concat(Enumerable.Repeat(".0", Math.Max(0, 3 - text.Count(c => c == '.'))));
        return Version.TryParse(full, out version);
    }

    public bool Contains(Version version)
    {
        TryParseVersion(version.ToString(), out var full);
        return _bounds.All(bound =>
        {
            var order = full!.CompareTo(bound.Version);
            return bound.Operator switch
            {
                ">=" => order >= 0,
                ">" => order > 0,
                "<=" => order <= 0,
                "<" => order < 0,
                _ => order == 0,
            };
        });
    }

    public override string ToString() => Text;
}
