namespace Clt.Running.Tests.Toys;

/// <summary>The records of another source with another question, and perhaps other names of items.</summary>
internal sealed class ReworkedSource(ISource of, Func<Record, string> question, Func<string, string>? id = null) : ISource
{
    public SourceInfo Info => of.Info;

    public string Fingerprint(SourceContext context) => of.Fingerprint(context) + " reworked";

    public IEnumerable<Record> Read(SourceRequest request) =>
        of.Read(request)
            .Select(r =>
                r with
                {
                    ItemId = id is null ? r.ItemId : id(r.ItemId),
                    Fields = new Dictionary<string, string>(r.Fields) { ["q"] = question(r) },
                }
            );
}
