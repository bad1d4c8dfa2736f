using Clt.Recipes.Expansion;
using Clt.Results.Analysis;
using Clt.Results.Scores;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Analysis.Curves;

public sealed class PublishedTableTests : IDisposable
{
    private const string Header = "task,model,setting,train_langs_besides_en,samples_per_lang,eval_lang,value\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_become_curves_and_averages_stay_apart()
    {
        var scores = PublishedTable.Read(
            Write(
                Header
                    + "MR,m,single,\"es,ja\",0,en,0.5\nMR,m,single,\"es,ja\",0,es,0.3\nMR,m,single,\"es,ja\",0,Avg.,0.41\n"
                    + "MR,m,multi,\"es,ja\",0,es,0.2\n"
            ),
            new Dictionary<string, int> { ["single"] = 10_000 }
        );
        scores.Curves.Select(c => c.Name).ShouldBe(["MR, m, single, es ja", "MR, m, multi, es ja"]);
        var curve = scores.Curve("MR", setting: "single");
        curve.Relative(0).ShouldBe(0.6);
        curve.TaskExamples(100).ShouldBe(10_200);
        scores.Curves[1].TaskExamples(100).ShouldBe(double.NaN);
        scores.PrintedAt(curve, 0).ShouldBe(0.41);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var path = Write(
            Header + "MR,m,single,es,0,en,a lot\nMR,m,single,xx-,0,en,0.5\nMR,m,single,es,0,es,0.3\nMR,m,single,es,0,es,0.4\n"
        );
        var problems = Should.Throw<InputException>(() => PublishedTable.Read(path)).Problems;
        problems.Count.ShouldBe(3);
        problems[0].Where.ShouldEndWith("line 2");
        problems[1].Where.ShouldEndWith("line 3");
        problems[2].What.ShouldStartWith("2 rows are of MR");
    }

    [Theory]
    [InlineData("", "lacks 'task'")]
    [InlineData("task,model,setting,train_langs_besides_en,samples_per_lang,eval_lang\n", "lacks 'value'")]
    [InlineData(Header, "has no row")]
    public void A_table_that_is_none_is_an_error(string text, string what) =>
        Should.Throw<InputException>(() => PublishedTable.Read(Write(text))).Message.ShouldContain(what);

    [Fact]
    public void A_missing_file_is_an_error() =>
        Should
            .Throw<InputException>(() => PublishedTable.Read(Path.Combine(_folder.Path, "none.csv")))
            .Message.ShouldContain("no such file");

    [Fact]
    public void A_curve_that_is_not_one_lists_those_there_are()
    {
        var scores = Scores.Table(Scores.Of((_, _, _) => 1), Scores.Of((_, _, _) => 1, setting: "multi"));
        Should.Throw<InputException>(() => scores.Curve("task")).Message.ShouldContain("task, model, multi");
        Should.Throw<InputException>(() => scores.Curve("other")).Message.ShouldContain("0 curves");
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var scores = Scores.Table(Scores.Of((l, n, s) => Scores.Noise(l, n, s), seeds: 2));
        PublishedTable.Read(Write(MeansCsv.Text(scores))).Rows.ShouldBe(scores.Rows);
    }

    [Fact]
    public void A_published_study_takes_no_settings_of_runs()
    {
        var path = Write(MeansCsv.Text(Scores.Table(Scores.Of((_, _, _) => 1))));
        var study = Clt.Recipe.Published("p", path).Train(batch: 2, lr: Clt.Recipe.Constant(1e-3)).Report(new SeenVersusUnseen());
        var problems = Should.Throw<InputException>(() => study.Expand(_folder.Context())).Problems;
        problems
            .Select(p => p.What)
            .ShouldBe([
                "a published table is reported, not trained or evaluated",
                "'Seen and unseen languages' needs scores of single items, a published table has means",
            ]);
    }

    private string Write(string text)
    {
        var path = Path.Combine(_folder.Path, Path.GetRandomFileName());
        File.WriteAllText(path, text);
        return path;
    }
}
