using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Clt.Results.Scores;
using Clt.Results.Store;

namespace Clt.Running.Tests.Store;

/// <summary>Results as the first version wrote them: every score with its items and values, and a checksum over the record.</summary>
internal static class EarlierFiles
{
    public static CellResult Of(CellResult result)
    {
        var first = result with { Schema = 1, Checksum = "" };
        return first with { Checksum = Sum(JsonSerializer.Serialize(first, ResultJson.Default.CellResult)) };
    }

    public static string Text(CellResult result) => JsonSerializer.Serialize(Of(result), ResultJson.Default.CellResult) + "\n";

    public static string Text(ResultSet set)
    {
        var runs = set.Runs.Select(r => r with { Result = Of(r.Result) });
        return JsonSerializer.Serialize(set with { Schema = 1, Runs = [.. runs] }, ResultSetJson.Default.ResultSet);
    }

    public static string Text(MeasuredRun run) =>
        JsonSerializer.Serialize(run with { Result = Of(run.Result) }, ResultJson.Default.MeasuredRun);

    private static string Sum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
