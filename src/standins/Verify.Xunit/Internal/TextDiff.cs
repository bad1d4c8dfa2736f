using System.Text;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace VerifyTests.Internal;

/// <summary>A readable difference of two texts: changed lines with a few around them, and their numbers in the verified text.</summary>
internal static class TextDiff
{
    private const int Context = 3;

    public static string Of(string verified, string received)
    {
        var lines = new InlineDiffBuilder(new Differ()).BuildDiffModel(verified, received, ignoreWhitespace: false).Lines;
        var shown = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Type == ChangeType.Unchanged)
                continue;
            for (var j = Math.Max(0, i - Context); j <= Math.Min(lines.Count - 1, i + Context); j++)
                shown[j] = true;
        }

        var text = new StringBuilder();
        var number = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            var type = lines[i].Type;
            if (type != ChangeType.Inserted)
                number++;
            if (!shown[i])
            {
                if (i > 0 && shown[i - 1])
                    text.Append("        …\n");
                continue;
            }

            var sign = type switch
            {
                ChangeType.Inserted => '+',
                ChangeType.Deleted => '-',
                _ => ' ',
            };
            var at = type == ChangeType.Inserted ? "" : number.ToString();
            text.Append(at.PadLeft(5)).Append(' ').Append(sign).Append(' ').Append(lines[i].Text).Append('\n');
        }

        return text.ToString();
    }
}
