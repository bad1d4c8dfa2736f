using System.Text.RegularExpressions;
using Clt.Formats.Files;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Store;

/// <summary>Files that hold once what many scores have in common, and those of the first version.</summary>
public sealed class PackedResultsTests : IDisposable
{
    private readonly Clt.Testing.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_scores_come_back_with_the_same_bits(int seed)
    {
        var set = Odd(seed);
        var file = Path.Combine(_folder.Path, "results.json");
        set.Write(file);
        EarlierFiles.Text(ResultSet.Read(file)).ShouldBe(EarlierFiles.Text(set));
        File.ReadAllText(file).ShouldBe(set.ToJson());
        Seal.State(set.ToJson()).ShouldBe(SealState.Holds);

        var cell = new CellFolder(Path.Combine(_folder.Path, set.Runs[0].Result.Cell));
        cell.Write(set.Runs[0].Result);
        EarlierFiles.Text(cell.Read()!).ShouldBe(EarlierFiles.Text(set.Runs[0].Result));

        var history = Path.Combine(_folder.Path, "history.jsonl");
        ResultHistory.Append(history, set.Runs);
        ResultHistory.Read(history).Select(EarlierFiles.Text).ShouldBe(set.Runs.Select(EarlierFiles.Text));
    }

    [Fact]
    public void Files_of_the_first_version_are_read_and_a_changed_number_in_them_is_noticed()
    {
        var set = ResultSet.Of(HandMade.Results);
        var text = EarlierFiles.Text(set);
        var read = ResultSet.Read(_folder.Write("first.json", text));
        read.ToJson().ShouldBe((set with { Runs = [.. set.Runs.Select(r => r with { Result = EarlierFiles.Of(r.Result) })] }).ToJson());
        var changed = _folder.Write("changed.json", text.Replace("\"value\":0.5", "\"value\":1"));
        Should.Throw<InputException>(() => ResultSet.Read(changed)).Message.ShouldContain("changed after it was written");

        var result = set.Runs[0].Result;
        var cell = new CellFolder(Path.Combine(_folder.Path, result.Cell));
        _folder.Write($"{result.Cell}/results.json", EarlierFiles.Text(result));
        EarlierFiles.Text(cell.Read()!).ShouldBe(EarlierFiles.Text(result));
        _folder.Write($"{result.Cell}/results.json", EarlierFiles.Text(result).Replace("[0,0,0,0]", "[0,0,0,1]"));
        cell.Read().ShouldBeNull();

        var history = _folder.Write("history.jsonl", EarlierFiles.Text(set.Runs[0]) + "\n");
        ResultHistory.Read(history).Count.ShouldBe(1);
        File.WriteAllText(history, File.ReadAllText(history).Replace("[0,0,0,0]", "[0,0,0,1]"));
        ResultHistory.Read(history).ShouldBeEmpty();
    }

    [Fact]
    public void Layers_and_probes_of_the_same_items_take_a_fifth_of_the_room_and_share_them_when_read()
    {
        var set = Layers();
        (set.ToJson().Length * 5).ShouldBeLessThan(EarlierFiles.Text(set).Length);
        var file = Path.Combine(_folder.Path, "results.json");
        set.Write(file);
        var scores = ResultSet.Read(file).Runs.SelectMany(r => r.Result.Scores).ToList();
        scores.Select(s => s.Items).Distinct(ReferenceEqualityComparer.Instance).Count().ShouldBe(1);
        scores.SelectMany(s => s.Statistics!).Distinct(ReferenceEqualityComparer.Instance).Count().ShouldBe(20);

        File.WriteAllText(file, EarlierFiles.Text(set));
        scores = [.. ResultSet.Read(file).Runs.SelectMany(r => r.Result.Scores)];
        scores.Select(s => s.Items).Distinct(ReferenceEqualityComparer.Instance).Count().ShouldBe(1, "also of a file that repeats them");
    }

    [Fact]
    public void A_second_report_of_layers_adds_nothing_to_the_history()
    {
        var history = Path.Combine(_folder.Path, "history.jsonl");
        var cell = new CellFolder(Path.Combine(_folder.Path, "c"));
        var scores = Layers()
            .Runs.Select((r, i) => r.Result.Scores[0] with { Axes = new Dictionary<string, string> { ["layer"] = $"{i}" } });
        cell.Write(Made.Run("c", 1, [], [.. scores]).Result);
        var apart = LayerRuns.Of([new MeasuredRun(new Dictionary<string, string>(), cell.Read()!)]);
        apart.Count.ShouldBe(10);
        ResultHistory.Append(history, apart);
        var first = File.ReadAllText(history);
        ResultHistory.Append(history, apart);
        File.ReadAllText(history).ShouldBe(first);
    }

    [Theory]
    [InlineData("\"items\":0", "\"items\":1", "no place 1 among its 1 'items'")]
    [InlineData("\"scores\":\\[(?=[0-9])", "\"scores\":[-1,", "no place -1 among its 20 'scores'")]
    [InlineData("\"scores\":\\[\\[", "\"scores\":[[],[", "a score without its value")]
    [InlineData("\"scores\":\\[\\[", "\"scores\":[[1],[", "some items of a score have statistics, and others have none")]
    [InlineData("\"items\":0,", "\"items\":0,\"values\":[1],", "neither 'values' nor 'scores', or both")]
    [InlineData("\"items\":0", "\"items\":true", "neither a list of ids nor a place")]
    [InlineData("\"tables\":", "\"tabels\":", "no place 0 among its 0 'items'")]
    public void Places_that_the_tables_lack_are_refused_with_the_file_and_the_place(string from, string to, string what)
    {
        var text = Layers().ToJson();
        text = text[..text.LastIndexOf(",\"checksum\"", StringComparison.Ordinal)] + "}";
        text.ShouldMatch(from);
        var file = _folder.Write("mine.json", Regex.Replace(text, from, to));
        var problem = Should.Throw<InputException>(() => ResultSet.Read(file)).Problems.ShouldHaveSingleItem();
        problem.What.ShouldContain(what);
        problem.Where.ShouldContain("mine.json");
    }

    /// <summary>Ten runs on the same hundred items, whose scores are of twenty kinds.</summary>
    private static ResultSet Layers()
    {
        var rng = ((Seed)1L).Generator();
        var kinds = Enumerable.Range(1, 20).Select(i => (IReadOnlyList<double>)[i, 21]).ToList();
        MeasuredRun Layer(int layer)
        {
            var of = Enumerable.Range(0, 100).Select(i => i < 20 ? i : rng.Next(20)).ToList();
            var values = of.Select(k => kinds[k][0] / 21).ToArray();
            return Made.Run(
                "c",
                1,
                new() { ["layer"] = $"{layer}" },
                Made.Score("eng_Latn", "m", "m|v:1", values, [.. of.Select(k => kinds[k])])
            );
        }

        return Made.Set("s", ("eng_Latn", 1, [0])) with
        {
            Axes = [new AxisInfo("layer", [.. Enumerable.Range(0, 10).Select(l => $"{l}")], null)],
            Runs = [.. Enumerable.Range(0, 10).Select(Layer)],
        };
    }

    /// <summary>Scores of all kinds: few and many distinct values, with statistics or none, of shared items and of their own.</summary>
    private static ResultSet Odd(int seed)
    {
        var rng = ((Seed)seed).Generator();
        double[] odd = [0, -0.0, 1, double.NaN, double.PositiveInfinity, 1.0 / 3, 5e-324];
        double Any(bool few) => few ? odd[rng.Next(odd.Length)] : rng.NextDouble();
        ScoreRecord Score(int metric)
        {
            var (count, few, width) = (rng.Next(30), metric % 2 == 0, metric % 3);
            var statistics = width == 0 ? null : (IReadOnlyList<double>[])[.. Enumerable.Range(0, count).Select(_ => Row(width, few))];
            string[] items = [.. Enumerable.Range(0, count).Select(i => $"é{i + (rng.Next(2) * 100)}")];
            double[] values = [.. Enumerable.Range(0, count).Select(_ => Any(few))];
            return new ScoreRecord("spa_Latn", $"m{metric}", $"m{metric}|v:1", Any(true), 0, 1, items, values, statistics)
            {
                Axes = metric == 1 ? new Dictionary<string, string> { ["layer"] = "1" } : null,
                Probe = metric == 2 ? 7 : null,
            };
        }

        IReadOnlyList<double> Row(int width, bool few) => [.. Enumerable.Range(0, width).Select(_ => Any(few))];
        var asked = new AskedTask("t", new Dictionary<string, string>(), [new AskedItems("spa_Latn", ["a"], ["b"], ["c"])]);
        MeasuredRun Run(int at) =>
            Made.Run($"c{at}", at, [], [.. Enumerable.Range(0, rng.Next(8)).Select(Score)]) is var run && at % 2 == 1
                ? run
                : run with
                {
                    Result = run.Result with { Asked = asked },
                };
        return Made.Set("s", ("spa_Latn", 1, [0])) with { Runs = [.. Enumerable.Range(0, 6).Select(Run)] };
    }
}
