using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Clt.Plugins.Sources.HuggingFace;

/// <summary>
/// Records of a set that exists as Parquet only, by the hub's rows service: they are kept as JSONL in the cache and read from there.
/// </summary>
/// <remarks>
/// The service serves the set as it is now, and says which commit that is (<c>X-Revision</c>): all pages must be of one, the pinned one if
/// one is named. What was fetched is kept for good, and its hash is the set's identity.
/// </remarks>
internal sealed class HubRowsSource(
    HubSettings settings,
    string set,
    string config,
    string split,
    string? revision,
    string tag,
    Func<string, ISource> local,
    SourceInfo info
) : ISource
{
    private const int Page = 100;

    public SourceInfo Info { get; } =
        info with
        {
            Name = "hub-rows",
            Description = "rows of a dataset on the Hugging Face hub",
            Settings = new SortedDictionary<string, string>(info.Settings.ToDictionary(), StringComparer.Ordinal)
            {
                ["set"] = set,
                ["config"] = config,
                ["split"] = split,
                ["revision"] = revision ?? "",
                ["language"] = tag,
            },
        };

    public string Fingerprint(SourceContext context) => local(Rows(context)).Fingerprint(context);

    public IEnumerable<Record> Read(SourceRequest request) => local(Rows(request.Context)).Read(request);

    private string Rows(SourceContext context)
    {
        var path = Path.Combine(
            context.CacheFolder,
            "hub-rows",
            set.Replace('/', '~'),
            $"{config}.{split}{(revision is null ? "" : "@" + revision)}.jsonl"
        );
        if (File.Exists(path))
            return path;
        if (settings.Offline)
        {
            throw new InputException(
                $"rows of {set} ({config}, {split}) are not in the cache, and the hub may not be asked (HF_HUB_OFFLINE)",
                "Hugging Face hub",
                "Fetch them once with a connection: clt data fetch RECIPE."
            );
        }

        context.Report($"fetching rows of {set} ({config}, {split})");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // On the pool: a caller whose threads have a context of their own (test runners, windows) would wait for itself.
        Task.Run(() => Fetch(path + ".part", context)).GetAwaiter().GetResult();
        File.Move(path + ".part", path, overwrite: true);
        File.Delete(Commit(path + ".part"));
        return path;
    }

    /// <summary>Page by page; rows that an earlier attempt brought are not asked for again.</summary>
    private async Task Fetch(string part, SourceContext context)
    {
        using var client = new HttpClient() { Timeout = settings.Silence };
        if (settings.Token is { } token)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        // A line that was cut short is not one.
        var lines = File.Exists(part) ? File.ReadAllText(part).Split('\n').SkipLast(1).ToList() : [];
        await File.WriteAllTextAsync(part, string.Concat(lines.Select(l => l + "\n")), context.Cancel);
        var (have, total) = (lines.Count, long.MaxValue);
        for (var failures = 0; have < total; )
        {
            var query =
                $"rows?dataset={Uri.EscapeDataString(set)}&config={Uri.EscapeDataString(config)}"
                + $"&split={Uri.EscapeDataString(split)}&offset={have}&length={Page}";
            try
            {
                using var answer = await client.GetAsync(new Uri(settings.Rows, query), context.Cancel);
                answer.EnsureSuccessStatusCode();
                Pinned(part, answer.Headers.TryGetValues("X-Revision", out var said) ? said.First() : "");
                using var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(context.Cancel));
                total = page.RootElement.GetProperty("num_rows_total").GetInt64();
                var rows = page
                    .RootElement.GetProperty("rows")
                    .EnumerateArray()
                    .Select(r => r.GetProperty("row").GetRawText().ReplaceLineEndings(" "))
                    .ToList();
                if (rows.Count == 0 && have < total)
                    throw new JsonException($"row {have} of {total} is missing");
                await File.AppendAllTextAsync(part, string.Concat(rows.Select(r => r + "\n")), new UTF8Encoding(false), context.Cancel);
                (have, failures) = (have + rows.Count, 0);
            }
            catch (Exception e)
                when (e is HttpRequestException or JsonException or KeyNotFoundException or IOException
                    || (e is TaskCanceledException && !context.Cancel.IsCancellationRequested)
                )
            {
                if (++failures >= settings.Attempts)
                    throw new InputException(
                        $"the rows do not arrive ({e.Message})",
                        new Uri(settings.Rows, query).ToString(),
                        "Check set, config and split, or try again later.",
                        e
                    );
                await Task.Delay(settings.Pause * Math.Pow(2, failures - 1), context.Cancel);
            }
        }
    }

    /// <summary>Holds a page's commit against the pinned one, and against that of the pages before.</summary>
    private void Pinned(string part, string commit)
    {
        var where = $"Hugging Face hub, rows of {set} ({config}, {split})";
        if (revision is not null && commit != revision)
        {
            throw new InputException(
                commit.Length == 0
                    ? $"the rows service does not say whether its rows are of commit {revision}"
                    : $"the rows are of commit {commit}, not {revision}",
                where,
                "The service has the newest commit only: name that one, or fetch the files of the pinned one."
            );
        }

        var before = File.Exists(Commit(part)) ? File.ReadAllText(Commit(part)) : commit;
        if (before != commit)
        {
            // Pages of two commits make no set: the next attempt begins anew.
            File.Delete(part);
            File.Delete(Commit(part));
            throw new InputException(
                $"the set changed from commit {before} to {commit} while its rows came",
                where,
                "Run again to fetch it anew."
            );
        }

        File.WriteAllText(Commit(part), commit);
    }

    private static string Commit(string part) => part + ".commit";
}
