using System.Text.RegularExpressions;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Store;

public sealed class ResultSetTests : IDisposable
{
    private readonly Clt.Testing.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Results_are_read_as_they_were_written_from_the_file_or_its_folder()
    {
        var set = ResultSet.Of(HandMade.Results);
        set.Write(Path.Combine(_folder.Path, "results.json"));
        foreach (var path in new[] { _folder.Path, Path.Combine(_folder.Path, "results.json") })
        {
            var read = ResultSet.Read(path);
            read.ToJson().ShouldBe(set.ToJson());
            read.ToStudyResults([new ToyMetric()]).Rows().ShouldBe(HandMade.Results.Rows(), ignoreOrder: false, comparer: new RowText());
        }
    }

    [Fact]
    public void Damaged_missing_and_other_results_are_refused()
    {
        Should.Throw<InputException>(() => ResultSet.Read(_folder.Path)).Message.ShouldContain("there are no results");
        var whole = ResultSet.Of(HandMade.Results).ToJson();
        var cut = _folder.Write("cut.json", whole[..(whole.Length / 2)]);
        Should.Throw<InputException>(() => ResultSet.Read(cut)).Message.ShouldContain("not a results file");
        var other = _folder.Write("other.json", whole.Replace("\"schema\":2,\"study\"", "\"schema\":9,\"study\""));
        Should.Throw<InputException>(() => ResultSet.Read(other)).Message.ShouldContain("version 9");
        Should.Throw<InputException>(() => ResultSet.Read(_folder.Write("empty.json", "{}"))).Problems.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("\"scores\":\\[\\[0", "\"scores\":[[1")]
    [InlineData("\"scores\":\\[[0-9]", "\"scores\":[1")]
    [InlineData("\"value\":[0-9.]+", "\"value\":1")]
    [InlineData("\"higher_is_better\":true", "\"higher_is_better\":false")]
    [InlineData("\"checksum\":\"[0-9a-f]", "\"checksum\":\"")]
    public void A_changed_number_is_refused(string pattern, string by)
    {
        var whole = ResultSet.Of(HandMade.Results).ToJson();
        var changed = Regex.Replace(whole, pattern, by);
        changed.ShouldNotBe(whole);
        Should
            .Throw<InputException>(() => ResultSet.Read(_folder.Write("changed.json", changed)))
            .Message.ShouldContain("changed after it was written");
    }

    [Fact]
    public void Changed_lines_of_the_history_are_left_out()
    {
        var file = Path.Combine(_folder.Path, "history.jsonl");
        var runs = HandMade.Results.Runs;
        ResultHistory.Append(file, runs);
        ResultHistory.Read(file).Count.ShouldBe(runs.Count);
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"seed\":1", "\"seed\":7"));
        ResultHistory.Read(file).ShouldAllBe(r => r.Result.Seed != 7);
    }

    [Fact]
    public void The_history_grows_by_new_cells_only_and_survives_a_cut_line()
    {
        var file = Path.Combine(_folder.Path, "history.jsonl");
        ResultHistory.Append(file, HandMade.Results.Runs.Take(2));
        var before = File.ReadAllText(file);
        ResultHistory.Append(file, HandMade.Results.Runs.Take(2));
        File.ReadAllText(file).ShouldBe(before);
        File.AppendAllText(file, "{\"axes\":{},\"resu");
        ResultHistory.Append(file, HandMade.Results.Runs);
        File.ReadAllText(file).ShouldStartWith(before);
        ResultHistory.Read(file).Select(r => r.Result.Cell).ShouldBe(HandMade.Results.Runs.Select(r => r.Result.Cell));
    }

    private sealed class RowText : IEqualityComparer<ResultRow>
    {
        public bool Equals(ResultRow? x, ResultRow? y) => x! with { Axes = y!.Axes } == y && x.Axes.SequenceEqual(y.Axes);

        public int GetHashCode(ResultRow row) => row.Cell.GetHashCode(StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"metric\":", "\"metbic\":")]
    [InlineData("\"items\":", "\"itms\":")]
    [InlineData("\"items\":0", "\"items\":7")]
    [InlineData("\"runs\":[", "\"runs\":[null,")]
    [InlineData("\"values\":[", "\"values\":[1,")]
    [InlineData("\"signature\":", "\"sign\":")]
    public void Results_without_a_checksum_that_contradict_themselves_are_refused(string from, string to)
    {
        var whole = Made.Set("s", ("en", 1, [0, 1, 1])).ToJson();
        var text = whole[..whole.LastIndexOf(",\"checksum\"", StringComparison.Ordinal)] + "}";
        text.ShouldContain(from);
        ResultSet.Read(_folder.Write("whole.json", text)).Runs.ShouldNotBeEmpty();
        var changed = _folder.Write("changed.json", text.Replace(from, to, StringComparison.Ordinal));
        Should.Throw<InputException>(() => ResultSet.Read(changed));
    }
}
