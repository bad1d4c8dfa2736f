namespace Clt.Plugins.Sources.Npm.Facts;

/// <summary>
/// Statements of the same facts, of all parts and without options: what is to be known before it is asked. All are for training.
/// </summary>
/// <remarks>Fields: <c>text</c>; <c>question</c> (<c>subject</c>, <c>asked</c>) and <c>answer</c>; <c>relation</c>.</remarks>
internal sealed class CldrStatementsSource(FactSettings settings) : ISource
{
    public SourceInfo Info => new("cldr-statements", "facts on territories, languages and scripts", settings.Languages, settings.Text);

    public string Fingerprint(SourceContext context) => settings.Fingerprint(context);

    public IEnumerable<Record> Read(SourceRequest request)
    {
        if (request.Split != Split.Train || !settings.Languages.Contains(request.Language))
            return [];
        var book = settings.Book(request.Context);
        // Other items than the questions: what is taught in one language is asked in another.
        return book.Facts.Select(f => new Record($"statement/{f.ItemId}", request.Language, FactFields.Of(book, f, request.Language)));
    }
}
