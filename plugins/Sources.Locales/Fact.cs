namespace Clt.Plugins.Sources.Locales;

/// <summary>A fact by codes, the same in every language: <c>currency</c> of <c>JP</c> is <c>JPY</c>.</summary>
/// <param name="Relation"><c>currency</c>, <c>country</c>, <c>month</c> or <c>weekday</c>.</param>
/// <param name="Subject">What is asked about.</param>
/// <param name="Object">The answer.</param>
/// <param name="Key">What decides its split: facts about one country and its currency stay together.</param>
internal sealed record Fact(string Relation, string Subject, string Object, string Key)
{
    public string ItemId => $"{Relation}/{Subject}";

    /// <summary>The name of a code of the relation's answers.</summary>
    public string ObjectIn(Language language, string code) => Name(LocaleNames.In(language), Relation, code);

    /// <summary>The name of what is asked about.</summary>
    public string SubjectIn(Language language) =>
        Name(
            LocaleNames.In(language),
            Relation switch
            {
                "currency" => "country",
                "country" => "currency",
                var same => same,
            },
            Subject
        );

    private static string Name(LocaleNames names, string kind, string code) =>
        kind switch
        {
            "currency" => names.Currencies[code],
            "country" => names.Countries[code],
            "month" => names.Months[int.Parse(code)],
            "weekday" => names.Weekdays[int.Parse(code)],
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of name."),
        };
}
