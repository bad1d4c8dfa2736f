using System.Text;

namespace Clt.Host.Bench;

/// <summary>Real text in many languages, from the files of a folder.</summary>
internal static class BenchText
{
    private static readonly string[] Endings = [".txt", ".tsv", ".csv", ".json", ".jsonl", ".conllu", ".md"];

    /// <summary>Documents of about 4 KB, taken from every file in turn until there are enough; the same ones at every call.</summary>
    /// <param name="folder">Searched with its subfolders.</param>
    /// <param name="bytes">How much UTF-8 to take.</param>
    /// <exception cref="InputException">The folder holds no text.</exception>
    public static IReadOnlyList<string> Read(string folder, int bytes)
    {
        const int document = 4096;
        var files = !Directory.Exists(folder)
            ? []
            : Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(f => Endings.Contains(Path.GetExtension(f)))
                .Order(StringComparer.Ordinal)
                .ToList();
        if (files.Count == 0)
            throw new InputException(
                "there is no text to encode",
                folder,
                $"Name a folder with {string.Join(", ", Endings)} files: --text DIR."
            );
        var texts = new List<string>();
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file);
            var buffer = new byte[Math.Min(stream.Length, Math.Max(document, bytes / files.Count))];
            stream.ReadExactly(buffer);
            var text = Encoding.UTF8.GetString(buffer);
            for (var at = 0; at < text.Length; at += document)
                texts.Add(text.Substring(at, Math.Min(document, text.Length - at)));
        }

        return texts;
    }
}
