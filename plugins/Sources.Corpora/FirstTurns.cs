namespace Clt.Plugins.Sources.Corpora;

/// <summary>The first question of each conversation and its answer; conversations that begin otherwise are left out.</summary>
internal sealed class FirstTurns(ISource rows) : ISource
{
    private static readonly string[] People = ["human", "user"];

    public SourceInfo Info { get; } = rows.Info with { Name = "share-gpt", Description = "first turns of conversations" };

    public string Fingerprint(SourceContext context) => $"first-turns-1 {rows.Fingerprint(context)}";

    public IEnumerable<Record> Read(SourceRequest request) => rows.Read(request)
        .Where(r => People.Contains(r["from"]) && r["prompt"].Trim().Length > 0 && r["completion"].Trim().Length > 0);
}
