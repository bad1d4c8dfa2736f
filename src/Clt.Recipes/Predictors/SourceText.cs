using System.Globalization;
using System.Text.RegularExpressions;
using Clt.Formats.Tokenization;

namespace Clt.Recipes.Predictors;

/// <summary>
/// What predictors of transfer read of a source: one field of its test records, and its training records where there are none.
/// </summary>
/// <param name="on">The source.</param>
/// <param name="field">The field.</param>
/// <param name="items">At most so many records a language.</param>
internal sealed partial class SourceText(ISource on, string field, int items)
{
    /// <summary>The field of each record.</summary>
    /// <exception cref="InputException">The source has no record in the language, or a record lacks the field.</exception>
    public IReadOnlyList<string> Texts(Language language)
    {
        var context = new SourceContext(DataPlaces.UserCache, _ => { });
        IEnumerable<Record> Read(Split split) => on.Read(new SourceRequest(language, split, context)).Take(items);
        var records = Read(Split.Test).ToList();
        if (records.Count == 0)
            records = [.. Read(Split.Train)];
        if (records.Count == 0)
        {
            throw new InputException(
                $"the source '{on.Info.Name}' has nothing in {language.Short}",
                "a predictor of transfer",
                "Give a source that has all languages of the study."
            );
        }

        return
        [
            .. records.Select(r =>
                r.Fields.GetValueOrDefault(field)
                ?? throw new InputException(
                    $"a record has no field '{field}'",
                    $"{on.Info.Name}, {r.ItemId}",
                    $"It has: {string.Join(", ", r.Fields.Keys.Order())}."
                )
            ),
        ];
    }

    /// <summary>
    /// Words in lower case: lines of the field where it has a word a line, else runs of letters, marks and digits. Punctuation is none.
    /// </summary>
    public IReadOnlyList<string> Words(Language language) =>
        [
            .. Texts(language)
                .SelectMany(Parts)
                .Select(w => w.Trim().ToLower(CultureInfo.InvariantCulture))
                .Where(w => w.Any(char.IsLetterOrDigit)),
        ];

    /// <summary>Subwords of a tokenizer, without what it does not know.</summary>
    public Func<Language, IReadOnlyList<string>> Subwords(string tokenizer)
    {
        var loaded = new Lazy<HubTokenizer>(() => TokenizerLoader.Load(tokenizer));
        return language => [.. Texts(language).SelectMany(t => loaded.Value.Encode(t).Tokens).Where(t => t is not ("[UNK]" or "<unk>"))];
    }

    /// <summary>The marks of each word: <c>Case=Nom|Number=Sing</c> has two, <c>_</c> none.</summary>
    public IEnumerable<IReadOnlyList<string>> Marks(Language language) =>
        Texts(language).SelectMany(t => t.Split('\n')).Select(w => w == "_" ? [] : (IReadOnlyList<string>)w.Split('|'));

    private static IEnumerable<string> Parts(string text) =>
        text.Contains('\n', StringComparison.Ordinal) ? text.Split('\n') : Run().Matches(text).Select(m => m.Value);

    /// <summary>Letters, digits and marks; halves of surrogate pairs too, since a letter beyond the first plane is two of them.</summary>
    [GeneratedRegex(@"[\p{L}\p{Nd}\p{Mn}\p{Mc}\p{Cs}]+")]
    private static partial Regex Run();
}
