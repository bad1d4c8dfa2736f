namespace Clt.Plugins.Sources.Corpora;

/// <summary>
/// The Dolly parts of the Aya evaluation suite (Singh et al. 2024): 200 prompts in every language, all of them to test on.
/// </summary>
/// <remarks>
/// Chinese and a few others are there in two scripts under one code: the rows of the wanted script are taken, where there are any.
/// </remarks>
internal sealed class Dolly(ISource rows) : ISource
{
    public SourceInfo Info { get; } =
        rows.Info with
        {
            Name = "aya-dolly",
            Description = "prompts and completions to test instruction following",
        };

    public string Fingerprint(SourceContext context) => $"aya-dolly-1 {rows.Fingerprint(context)}";

    public IEnumerable<Record> Read(SourceRequest request) =>
        request.Split != Split.Test
            ? []
            : Enum.GetValues<Split>()
                .SelectMany(s => rows.Read(request with { Split = s }))
                .GroupBy(r => r.ItemId)
                .Select(g => g.FirstOrDefault(r => r["script"] == request.Language.Script) ?? g.First());
}
