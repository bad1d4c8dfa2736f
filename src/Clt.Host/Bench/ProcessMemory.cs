using System.Globalization;

namespace Clt.Host.Bench;

/// <summary>Memory of other processes, from <c>/proc</c>.</summary>
internal static class ProcessMemory
{
    /// <summary>
    /// Bytes of a process and its children, pages that several share counted in parts (proportional set size); 0 where it has ended.
    /// </summary>
    public static long OfTree(int id)
    {
        var children = Directory
            .GetDirectories("/proc")
            .Select(Path.GetFileName)
            .Select(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && Number($"/proc/{pid}/status", "PPid:") == id);
        return 1024 * children.Append(id).Sum(pid => Number($"/proc/{pid}/smaps_rollup", "Pss:"));
    }

    /// <summary>The number after a word that begins a line; 0 where there is no such file any more.</summary>
    private static long Number(string file, string word)
    {
        try
        {
            var line = File.ReadLines(file).FirstOrDefault(l => l.StartsWith(word, StringComparison.Ordinal));
            var text = line?[word.Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
