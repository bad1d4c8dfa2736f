namespace Plugins.Tests.Sources.Lexicons;

/// <summary>A source of made-up records, all fields given; every language has the same ids.</summary>
internal sealed class MadeUpSource(string languages, Func<Language, IEnumerable<Dictionary<string, string>>> records) : ISource
{
    public SourceInfo Info { get; } =
        new(
            "made-up",
            "made up",
            [.. languages.Split(' ').Select(Language.Parse)],
            new Dictionary<string, string> { ["kind"] = "made up" }
        );

    public string Fingerprint(SourceContext context) => "made-up";

    public IEnumerable<Record> Read(SourceRequest request) =>
        request.Split == Split.Validation
            ? []
            : records(request.Language).Select((fields, i) => new Record($"{request.Split}-{i}", request.Language, fields));

    /// <summary>Records with a text alone.</summary>
    public static MadeUpSource Of(params (string Language, string[] Texts)[] texts) =>
        new(
            string.Join(' ', texts.Select(t => t.Language)),
            l => texts.Single(t => Language.Parse(t.Language) == l).Texts.Select(t => new Dictionary<string, string> { ["text"] = t })
        );
}
