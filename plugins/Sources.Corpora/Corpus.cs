using System.Security.Cryptography;
using System.Text;

namespace Clt.Plugins.Sources.Corpora;

/// <summary>A corpus in a folder of files: it is known by the content of its files, not by their place.</summary>
internal abstract class Corpus(SourceInfo info, string folder) : ISource
{
    public SourceInfo Info { get; } = info;

    protected string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>The files that records come from.</summary>
    protected abstract IEnumerable<string> Files { get; }

    public abstract IEnumerable<Record> Read(SourceRequest request);

    public string Fingerprint(SourceContext context)
    {
        if (!Directory.Exists(Folder))
        {
            throw new InputException(
                "there is no such folder",
                Folder,
                $"Give the folder of {Info.Name}; it is relative to the folder clt runs in."
            );
        }

        var files = Files.Order(StringComparer.Ordinal).ToList();
        var missing = files
            .Where(f => !File.Exists(f))
            .Select(f => new Problem(
                "there is no such file",
                f,
                $"Give the folder of {Info.Name}; it is relative to the folder clt runs in."
            ))
            .ToList();
        if (missing.Count > 0)
            throw new InputException(missing);
        var text = new StringBuilder("v1");
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file);
            text.Append($"\n{Path.GetFileName(file)} {Convert.ToHexStringLower(SHA256.HashData(stream))}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The lines of a file that are not empty, with their numbers from 1.</summary>
    /// <exception cref="InputException">The file is missing.</exception>
    protected static IEnumerable<(int Line, string Text)> Lines(string path)
    {
        if (!File.Exists(path))
            throw new InputException("there is no such file", path, "Give the folder that holds it.");
        return File.ReadLines(path).Select((t, i) => (i + 1, t)).Where(l => l.t.Length > 0);
    }
}
