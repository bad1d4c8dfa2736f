using System.Text;

namespace Clt.Plugins.Sources.Debian.Help;

/// <summary>Parts a text at the ends of its lines.</summary>
internal static class Passages
{
    /// <summary>Runs of lines of at most so many bytes each; a longer line is a passage of its own.</summary>
    public static IEnumerable<string> Of(string text, int bytes)
    {
        List<string> passage = [];
        var size = 0;
        foreach (var line in text.Split('\n'))
        {
            var added = Encoding.UTF8.GetByteCount(line) + 1;
            if (size + added > bytes && passage.Count > 0)
            {
                yield return string.Join('\n', passage);
                passage.Clear();
                size = 0;
            }

            passage.Add(line);
            size += added;
        }

        yield return string.Join('\n', passage);
    }
}
