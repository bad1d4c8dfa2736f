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
        var other = _folder.Write("other.json", whole.Replace("\"schema\":1,\"study\"", "\"schema\":9,\"study\""));
        Should.Throw<InputException>(() => ResultSet.Read(other)).Message.ShouldContain("version 9");
        Should.Throw<InputException>(() => ResultSet.Read(_folder.Write("empty.json", "{}"))).Problems.ShouldNotBeEmpty();
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
}
