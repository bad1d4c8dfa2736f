namespace Clt.Formats.Files;

/// <summary>Writes folders whole or not at all.</summary>
public static class AtomicFolder
{
    /// <summary>What the name of a folder begins with that is being written; one that a killed process left may be removed.</summary>
    public const string Prefix = ".tmp-";

    /// <summary>
    /// Calls <paramref name="fill"/> on a temporary folder beside the place and renames it; files in it are flushed by whoever writes them.
    /// </summary>
    /// <param name="folder">The place; an empty folder that is there gives way.</param>
    /// <param name="fill">Fills the folder it is given; when it says no, nothing is left.</param>
    /// <param name="replace">Whether a folder with content that is there gives way too.</param>
    /// <returns>What <paramref name="fill"/> said.</returns>
    /// <exception cref="IOException">
    /// The disk is full or read-only, or there is a folder with content; nothing is left, and an older folder stays.
    /// </exception>
    public static bool Write(string folder, Func<string, bool> fill, bool replace = false)
    {
        var whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var parent = Path.GetDirectoryName(whole)!;
        var temporary = Path.Combine(parent, $"{Prefix}{Path.GetFileName(whole)}-{Environment.ProcessId}");
        try
        {
            Delete(temporary);
            Directory.CreateDirectory(temporary);
            if (!fill(temporary))
                return false;
            if (Directory.Exists(whole))
                Directory.Delete(whole, replace);
            Directory.Move(temporary, whole);
            AtomicFile.FlushFolder(parent);
            return true;
        }
        finally
        {
            Delete(temporary);
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
