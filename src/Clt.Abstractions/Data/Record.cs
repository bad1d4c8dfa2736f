namespace Clt;

/// <summary>One item of a source.</summary>
/// <param name="ItemId">The same for all translations of an item: statistics cluster on it, and mixtures draw by it.</param>
/// <param name="Language">The language of the item's text.</param>
/// <param name="Fields">Named texts, such as <c>question</c> and <c>answer</c>.</param>
public sealed record Record(string ItemId, Language Language, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>A field's text; an <see cref="InputException"/> names the fields there are when it is missing.</summary>
    public string this[string field] =>
        Fields.TryGetValue(field, out var text)
            ? text
            : throw new InputException(
                $"the record has no field '{field}'",
                $"item {ItemId} ({Language.Code})",
                Suggest.DidYouMean(field, Fields.Keys, $"Its fields are: {string.Join(", ", Fields.Keys)}.")
            );
}
