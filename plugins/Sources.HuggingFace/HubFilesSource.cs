using System.Collections.Concurrent;

namespace Clt.Plugins.Sources.HuggingFace;

/// <summary>Records from files of a dataset repository: as from local files, which they are once they were fetched.</summary>
internal sealed class HubFilesSource(
    HubStore store,
    string repository,
    string revision,
    string path,
    Func<string, ISource> local,
    SourceInfo info
) : ISource
{
    private static readonly string[] Splits = ["train", "validation", "test"];
    private readonly ConcurrentDictionary<string, ISource> _sources = new(StringComparer.Ordinal);

    public SourceInfo Info { get; } =
        info with
        {
            Name = "hub-files",
            Description = "files of a dataset repository on the Hugging Face hub",
            Settings = new SortedDictionary<string, string>(info.Settings.ToDictionary(), StringComparer.Ordinal)
            {
                ["repository"] = repository,
                ["revision"] = revision,
                ["path"] = path,
            },
        };

    public string Fingerprint(SourceContext context) => Files(context).Fingerprint(context);

    public IEnumerable<Record> Read(SourceRequest request) => Files(request.Context).Read(request);

    private ISource Files(SourceContext context) =>
        _sources.GetOrAdd(
            context.CacheFolder,
            _ =>
            {
                // Every file that the pattern stands for; they share what comes before the pattern.
                var tags = path.Contains("{language}", StringComparison.Ordinal) ? Info.Languages.Select(l => l.Short) : [""];
                var splits = path.Contains("{split}", StringComparison.Ordinal) ? Splits : [""];
                var fetched = "";
                foreach (var (tag, split) in tags.SelectMany(t => splits.Select(s => (t, s))))
                {
                    var file = path.Replace("{language}", tag).Replace("{split}", split);
                    fetched = store.Get(file, context)[..^file.Length];
                }

                return local(fetched + path);
            }
        );
}
