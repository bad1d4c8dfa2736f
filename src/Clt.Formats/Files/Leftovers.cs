using System.Text.RegularExpressions;

namespace Clt.Formats.Files;

/// <summary>Temporary files and folders that a killed process left where it was writing something whole or not at all.</summary>
internal static partial class Leftovers
{
    /// <summary>Removes them from a folder that nobody else is writing to: the caller holds its lock.</summary>
    /// <param name="folder">The folder; nothing happens where it is not there.</param>
    /// <param name="below">Whether its folders are looked through too; links are never followed.</param>
    /// <exception cref="IOException">One cannot be removed.</exception>
    public static void Remove(string folder, bool below)
    {
        if (!Directory.Exists(folder))
            return;
        var options = new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint, RecurseSubdirectories = below };
        foreach (var file in Directory.GetFiles(folder, "*.tmp", options).Where(f => OfFile().IsMatch(f)))
            File.Delete(file);
        foreach (var left in Directory.GetDirectories(folder, AtomicFolder.Prefix + "*", options).Where(Directory.Exists))
            Directory.Delete(left, recursive: true);
    }

    [GeneratedRegex(@"\.[0-9a-f]{32}\.tmp$")]
    private static partial Regex OfFile();
}
