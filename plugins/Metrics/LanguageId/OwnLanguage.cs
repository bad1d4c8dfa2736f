namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>
/// Language identification without a model file: 1 where an output is in the language it should be in, by an <see cref="NgramIdentifier"/>
/// that has read texts of a source's training part. Regions of a language are one.
/// </summary>
/// <remarks>An output without a letter counts as another language.</remarks>
internal sealed class OwnLanguage : MeanMetric, IBatchMetric, ILanguageBound
{
    private readonly ISource _source;
    private readonly LanguageSet _languages;
    private readonly string _field;
    private readonly int _texts;
    private readonly Lock _lock = new();
    private NgramIdentifier? _identifier;

    public OwnLanguage(ISource source, LanguageSet languages, string field, int texts)
    {
        var problems = new Problems();
        problems.Check(
            languages.Select(l => l.Group).Distinct().Count() >= 2,
            $"{languages.Count} languages are told from each other",
            "OwnLanguage",
            "Name two or more."
        );
        foreach (var other in languages.Where(l => !source.Info.Languages.Contains(l)))
            problems.Add(
                $"the source '{source.Info.Name}' has no {other.Code}",
                "OwnLanguage",
                $"It has: {string.Join(" ", source.Info.Languages.Select(l => l.Short))}."
            );
        problems.Check(texts >= 1, $"texts is {texts}", "OwnLanguage", "Learn from at least one a language.");
        problems.ThrowIfAny();
        (_source, _languages, _field, _texts) = (source, languages, field, texts);
        Info = new MetricInfo(
            "own-language",
            $"own-language|of:{source.Info.Name} {string.Join(' ', source.Info.SettingLines())}|field:{field}|texts:{texts}|"
                + $"languages:{string.Join(' ', languages.Select(l => l.Code))}|ngrams:1-4|v:1",
            "Share of outputs in the right one of some languages (0 to 1); one without letters counts 0"
        )
        {
            Range = MetricRange.Proportion,
        };
    }

    public override MetricInfo Info { get; }

    /// <inheritdoc/>
    public Problem? Refusal(Language language) =>
        _languages.Any(l => l.Group == language.To.Group)
            ? null
            : new Problem(
                $"{language.To.Name} ({language.To.Short}) is none of the languages that are told from each other",
                $"metric {Info.Name}",
                "Name it in OwnLanguage, or do not measure it."
            );

    public string Cost(long items) => $"reads {_texts} texts of each of {_languages.Count} languages, once";

    /// <exception cref="InvalidOperationException">Always: it reads its source where many are scored.</exception>
    public override ItemScore Score(Prediction prediction) =>
        throw new InvalidOperationException("Texts are read where the items of a language are scored together.");

    public IReadOnlyList<ItemScore> Score(IReadOnlyList<Prediction> predictions, MetricContext context)
    {
        lock (_lock)
            _identifier ??= Learn(new SourceContext(context.CacheFolder, context.Report, context.Cancel));
        return [.. predictions.Select(p => new ItemScore(_identifier.Of(p.Output) == p.Language.To.Group ? 1 : 0))];
    }

    private NgramIdentifier Learn(SourceContext context)
    {
        var identifier = new NgramIdentifier();
        foreach (var language in _languages)
        {
            var records = _source.Read(new SourceRequest(language, Split.Train, context)).Take(_texts).ToList();
            if (records.Count == 0)
                throw new InputException($"there is no text of {language.Code} to learn from", "OwnLanguage", "Leave the language out.");
            foreach (var record in records)
                identifier.Add(language.Group, record[_field]);
        }

        return identifier;
    }
}
