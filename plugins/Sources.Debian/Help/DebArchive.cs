using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;

namespace Clt.Plugins.Sources.Debian.Help;

/// <summary>Reads the files of a Debian package, through the machine's dpkg-deb, which knows its compressions.</summary>
internal static class DebArchive
{
    /// <summary>The texts of the files whose path is wanted, in the package's order.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static IEnumerable<(string Path, string Text)> Read(string package, Func<string, bool> wanted)
    {
        foreach (var (path, content) in Files(package, wanted))
        {
            using var reader = new StreamReader(new MemoryStream(content));
            yield return (path, reader.ReadToEnd());
        }
    }

    /// <summary>The contents of the files whose path is wanted, in the package's order.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static IEnumerable<(string Path, byte[] Content)> Files(string package, Func<string, bool> wanted)
    {
        using var process = Start(package);
        var errors = process.StandardError.ReadToEndAsync();
        using var tar = new TarReader(process.StandardOutput.BaseStream);
        while (Next(tar, package, errors) is { } entry)
        {
            var path = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            if (
                entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                || entry.DataStream is null
                || !wanted(path)
            )
                continue;
            using var content = new MemoryStream();
            entry.DataStream.CopyTo(content);
            yield return (path, content.ToArray());
        }

        process.StandardOutput.BaseStream.CopyTo(Stream.Null);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw Damaged(package, errors.Result.Trim(), null);
    }

    private static Process Start(string package)
    {
        try
        {
            return Process.Start(
                new ProcessStartInfo("dpkg-deb", ["--fsys-tarfile", package])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
        }
        catch (Win32Exception error)
        {
            throw new InputException(
                $"dpkg-deb cannot be started ({error.Message})",
                package,
                "Use a machine with dpkg (Debian, Ubuntu).",
                error
            );
        }
    }

    private static TarEntry? Next(TarReader tar, string package, Task<string> errors)
    {
        try
        {
            return tar.GetNextEntry();
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw Damaged(package, errors.Result.Trim(), error);
        }
    }

    private static InputException Damaged(string package, string said, Exception? inner) =>
        new($"the package cannot be read ({(said.Length > 0 ? said : inner?.Message)})", package, "Fetch it again.", inner);
}
