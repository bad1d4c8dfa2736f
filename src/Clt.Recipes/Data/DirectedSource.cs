namespace Clt.Recipes.Data;

/// <summary>
/// Cross-lingual prompts over an aligned source: a record of a direction has the fields of the answer's language, and those of the prompt's
/// language under <c>source.</c>; items that one of the two lacks are left out.
/// </summary>
/// <param name="inner">Items have the same ids in all languages.</param>
/// <param name="aligned">Whether items keep their ids, so that the same ones are drawn in each direction.</param>
internal sealed class DirectedSource(ISource inner, bool aligned) : ISource
{
    /// <summary>What stands before the names of the prompt's fields.</summary>
    public const string Prefix = "source.";

    public SourceInfo Info { get; } =
        inner.Info with
        {
            Name = $"directed {inner.Info.Name}",
            Description = $"{inner.Info.Description}; prompts in another language",
            Languages = [.. inner.Info.Languages, .. Directions(inner.Info.Languages)],
            Settings = new Dictionary<string, string>(inner.Info.Settings) { ["aligned"] = aligned ? "yes" : "no" },
        };

    /// <summary>What decides its records besides this class.</summary>
    public IEnumerable<object> Parts => [inner];

    public string Fingerprint(SourceContext context) => inner.Fingerprint(context);

    public IEnumerable<Record> Read(SourceRequest request)
    {
        var answers = inner.Read(request with { Language = request.Language.To });
        if (request.Language.From is not { } from)
            return answers.Select(a => Joined(a, a, request.Language));
        var prompts = inner.Read(request with { Language = from }).ToDictionary(r => r.ItemId, StringComparer.Ordinal);
        return answers.Where(a => prompts.ContainsKey(a.ItemId)).Select(a => Joined(prompts[a.ItemId], a, request.Language));
    }

    private static IEnumerable<Language> Directions(IReadOnlyList<Language> languages) =>
        from f in languages
        from t in languages
        where f != t
        select Language.Direction(f, t);

    private Record Joined(Record prompt, Record answer, Language language)
    {
        var fields = new Dictionary<string, string>(answer.Fields);
        foreach (var (name, text) in prompt.Fields)
            fields[Prefix + name] = text;
        fields["language"] = language.To.Short;
        fields[Prefix + "language"] = (language.From ?? language).Short;
        return new Record(aligned ? answer.ItemId : $"{language.Code}/{answer.ItemId}", language, fields);
    }
}
