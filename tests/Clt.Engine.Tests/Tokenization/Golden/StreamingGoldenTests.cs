using System.Text.Json;
using Clt.Formats.Tokenization;
using Clt.Testing;

namespace Clt.Engine.Tests.Tokenization.Golden;

/// <summary>Incremental decoding against the references, id by id.</summary>
public class StreamingGoldenTests
{
    public static TheoryData<string> Local() => new(GoldenTokenizers.Local());

    public static TheoryData<string> Published() => new(GoldenTokenizers.Published());

    [GoldenTheory("tokenizers")]
    [MemberData(nameof(Local))]
    public void Streams_equal_the_reference(string name) => Check(name);

    [NpmTheory]
    [MemberData(nameof(Published))]
    public void Streams_of_published_tokenizers_equal_the_reference(string name) => Check(name);

    private static void Check(string name)
    {
        var rows = GoldenTokenizers.Rows(name, "streaming.jsonl").ToList();
        rows.ShouldNotBeEmpty();
        TokenizerGoldenTests.Report(rows.SelectMany(row => Differences(GoldenTokenizers.Load(name), row)), name);
    }

    private static IEnumerable<string> Differences(HubTokenizer tokenizer, JsonElement row)
    {
        var stream = new DecodeStream(tokenizer);
        var pieces = GoldenTokenizers.Ints(row, "ids").Select(stream.Add).ToList();
        if (TokenizerGoldenTests.Differ(GoldenTokenizers.Strings(row, "pieces"), pieces) is { } difference)
            yield return $"{row.GetProperty("id")}: {difference}";
        if (stream.Flush() is var flush && flush != row.GetProperty("flush").GetString())
            yield return $"{row.GetProperty("id")}: flush '{flush}'";
    }
}
