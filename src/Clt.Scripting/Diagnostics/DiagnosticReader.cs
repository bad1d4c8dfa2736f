using System.Globalization;
using Clt.Plugins.Catalog;
using Clt.Scripting.Sources;
using Microsoft.CodeAnalysis;

namespace Clt.Scripting.Diagnostics;

/// <summary>
/// Shows the compiler's errors as problems: place, message, source line with a caret, and the closest names for a misspelt one.
/// </summary>
internal sealed class DiagnosticReader(Compilation compilation, ScriptSources sources, PluginCatalog plugins)
{
    private const int MostShown = 30;

    private readonly NameSuggester _names = new(compilation);

    /// <summary>All errors; while there are syntax errors only those, since they cause errors of other kinds.</summary>
    public InputException Explain(IEnumerable<Diagnostic> emitted)
    {
        var syntax = Errors(compilation.GetParseDiagnostics()).ToList();
        var all = syntax.Count > 0 ? syntax : Errors(compilation.GetDiagnostics().Concat(emitted)).Distinct().ToList();
        var sorted = all.OrderBy(d => d.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start);
        var problems = sorted.Take(MostShown).Select(Describe).ToList();
        if (all.Count > MostShown)
        {
            problems.Add(new Problem($"{all.Count - MostShown} more errors", sources.Main.DisplayPath, "Mend those above first."));
        }

        return new InputException(problems);
    }

    private static IEnumerable<Diagnostic> Errors(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error);

    private Problem Describe(Diagnostic diagnostic)
    {
        var what = $"error {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture).TrimEnd('.')}";
        var span = diagnostic.Location.GetLineSpan();
        if (diagnostic.Location.SourceTree is not { } tree)
            return new Problem(what, sources.Main.DisplayPath, "Mend the recipe.");
        var (line, column) = (span.StartLinePosition.Line, span.StartLinePosition.Character);
        var text = tree.GetText().Lines[line].ToString();
        var end = span.EndLinePosition.Line == line ? span.EndLinePosition.Character : text.Length;
        var width = Math.Max(1, Math.Min(end, text.Length) - column);
        // Tabs are kept before the caret, so that it stands under its column whatever their width.
        var indent = string.Concat(text.Take(column).Select(c => c == '\t' ? '\t' : ' ')).PadRight(column);
        return new Problem(what, $"{sources.Display(span.Path)}({line + 1},{column + 1})", Mend(diagnostic))
        {
            Excerpt = $"    {text}{Environment.NewLine}    {indent}{new string('^', width)}",
        };
    }

    /// <summary>A collection expression where a text is wanted: the compiler misses a constructor of texts.</summary>
    private static bool IsListForText(Diagnostic diagnostic) =>
        diagnostic.Id is "CS1729" or "CS9174" or "CS9176"
        && diagnostic.Location.SourceTree is { } tree
        && tree.GetText()[diagnostic.Location.SourceSpan.Start] == '['
        && diagnostic.GetMessage(CultureInfo.InvariantCulture).Contains("'string'", StringComparison.Ordinal);

    private string Mend(Diagnostic diagnostic)
    {
        if (IsListForText(diagnostic))
            return "Write one text with spaces between in place of the brackets: \"en de ja\".";
        if (_names.Find(diagnostic) is not { } misspelt)
            return "Mend the line.";
        var culprit = plugins.Broken.FirstOrDefault(b => b.Provides.Contains(misspelt.Name));
        if (culprit is not null)
            return $"It would come from a plugin, but {culprit}.";
        var broken = plugins.Broken.Count == 0 ? "" : $" Or it is of a broken plugin ({string.Join("; ", plugins.Broken)}).";
        return Suggest.DidYouMean(
            misspelt.Name,
            misspelt.Known,
            $"Nothing here is called that or alike. If it is a plugin's word, name the plugin's folder: --plugins DIR.{broken}"
        );
    }
}
