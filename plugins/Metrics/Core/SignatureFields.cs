namespace Clt.Plugins.Metrics.Core;

/// <summary>The parts of a signature such as <c>chrf|case:lc|nc:6</c>: the metric, then settings by name.</summary>
public sealed class SignatureFields
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public SignatureFields(string signature)
    {
        var parts = signature.Split('|');
        Metric = parts[0];
        foreach (var part in parts.Skip(1))
        {
            var colon = part.IndexOf(':');
            if (colon > 0)
                _values.TryAdd(part[..colon], part[(colon + 1)..]);
        }
    }

    /// <summary>What stands first.</summary>
    public string Metric { get; }

    /// <summary>A setting's text; empty where there is none of the name.</summary>
    public string this[string name] => _values.GetValueOrDefault(name, "");

    /// <summary>A setting that is a whole number, or <paramref name="otherwise"/>.</summary>
    public int Number(string name, int otherwise) => int.TryParse(this[name], out var number) ? number : otherwise;
}
