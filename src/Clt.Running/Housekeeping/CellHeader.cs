using System.Text.RegularExpressions;

namespace Clt.Running.Housekeeping;

/// <summary>What a cell's text (<c>cell.yaml</c>) says of it at its first level.</summary>
/// <param name="Kind">What it makes: <c>tokenizer</c>, <c>base</c>, <c>finetune</c>, …; empty where the text is gone.</param>
/// <param name="Seed">Its seed, as text; empty where it has none.</param>
/// <param name="Training">The cell that its model was trained in, which several may share; empty where it names none.</param>
public sealed partial record CellHeader(string Kind, string Seed, string Training)
{
    /// <summary>The header of a text.</summary>
    public static CellHeader Of(string yaml)
    {
        var fields = Field().Matches(yaml).ToLookup(f => f.Groups[1].Value, f => f.Groups[2].Value);
        string First(string name) => fields[name].FirstOrDefault() ?? "";
        return new CellHeader(First("kind"), First("seed"), First("training"));
    }

    [GeneratedRegex("^(kind|seed|training): \"?([^\"\\n]*)\"?$", RegexOptions.Multiline)]
    private static partial Regex Field();
}
