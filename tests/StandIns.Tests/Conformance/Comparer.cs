namespace StandIns.Tests.Conformance;

/// <summary>Compares what an assembly offers with the listing of the package it stands in for.</summary>
internal static class Comparer
{
    /// <summary>The printed lines that the listing lacks. A type may have fewer bases than the package's, never others.</summary>
    internal static IReadOnlyList<string> Foreign(IEnumerable<string> printed, IEnumerable<string> listing)
    {
        var lines = listing.Select(line => line.TrimEnd()).Where(line => line.Length > 0).ToList();
        var known = lines.ToHashSet(StringComparer.Ordinal);
        var headers = lines.Where(IsHeader).ToDictionary(Start, Bases, StringComparer.Ordinal);
        return printed.Where(line => !known.Contains(line) && !(IsHeader(line) && Agrees(line, headers))).ToList();
    }

    private static bool Agrees(string line, Dictionary<string, List<string>> headers) =>
        headers.TryGetValue(Start(line), out var allowed) && Bases(line).All(allowed.Contains);

    private static bool IsHeader(string line)
    {
        int end = line.IndexOf(']');
        return end > 0 && (end == line.Length - 1 || line[(end + 1)..].StartsWith(" : ", StringComparison.Ordinal)) && !line.Contains(" -> ");
    }

    private static string Start(string header) => header[..(header.IndexOf(']') + 1)];

    private static List<string> Bases(string header)
    {
        int colon = header.IndexOf("] : ", StringComparison.Ordinal);
        return colon < 0 ? [] : Split(header[(colon + 4)..]);
    }

    // At the commas outside of angle brackets.
    private static List<string> Split(string text)
    {
        var parts = new List<string>();
        int depth = 0, start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] == '<' ? 1 : text[i] == '>' ? -1 : 0;
            if (text[i] != ',' || depth > 0)
                continue;
            parts.Add(text[start..i].Trim());
            start = i + 1;
        }
        parts.Add(text[start..].Trim());
        return parts;
    }
}
