using Clt.Recipes.Expansion;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Store;
using Clt.Running.Reports;
using Clt.Running.Runner;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Store;

public sealed class StoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CellResult Result { get; } =
        new(
            CellResult.CurrentSchema,
            "abc",
            CellKind.Finetune,
            3,
            "w",
            new Dictionary<string, double> { ["loss"] = 1.0 / 3, ["nan"] = double.NaN },
            [
                new ScoreRecord(
                    "eng_Latn",
                    "m",
                    "m|v:1",
                    0.5,
                    0.25,
                    0.75,
                    ["日本", "b"],
                    [double.NaN, 1],
                    [
                        [1, 2],
                        [3, 4],
                    ]
                ),
            ]
        );

    [Fact]
    public void Results_read_back_as_they_were_written()
    {
        var cell = new CellFolder(Path.Combine(_folder.Path, "abc"));
        cell.Read().ShouldBeNull();
        cell.Write(Result);
        var read = cell.Read()!;
        read.Facts["loss"].ShouldBe(1.0 / 3);
        read.Facts["nan"].ShouldBe(double.NaN);
        read.Scores[0].Items.ShouldBe(["日本", "b"]);
        read.Scores[0].Statistics![1].ShouldBe([3.0, 4.0]);
        Directory.GetFiles(cell.Path).Length.ShouldBe(1);

        // Whole, but of another cell.
        var other = new CellFolder(Path.Combine(_folder.Path, "def"));
        Directory.CreateDirectory(other.Path);
        File.Copy(cell.Results, other.Results);
        other.Read().ShouldBeNull();
    }

    [Fact]
    public void A_lock_is_held_until_it_is_let_go()
    {
        var path = Path.Combine(_folder.Path, "a", ".lock");
        using (FolderLock.Take(path).ShouldNotBeNull())
            FolderLock.Take(path, TimeSpan.FromMilliseconds(60)).ShouldBeNull();
        FolderLock.Take(path).ShouldNotBeNull().Dispose();
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_the_users_to_mend()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "file"), "");
        var error = Should.Throw<InputException>(() => FolderLock.Take(Path.Combine(_folder.Path, "file", "x", ".lock")));
        error.Problems[0].Mend.ShouldContain("writable");
    }

    [Fact]
    public void The_csv_has_a_row_a_cell_language_and_metric()
    {
        AxisInfo[] axes = [new("answer", ["a", "b"], null), new("samples, each", ["0", "5"], [0, 5])];
        var row = new ResultRow(
            "s",
            "c",
            new Dictionary<string, string> { ["answer"] = "say \"a\"" },
            "eng_Latn",
            "english",
            "m",
            "m|v:1",
            0.1,
            0.05,
            0.2,
            IntervalMethod.Bootstrap,
            10,
            3,
            "w"
        );
        var other = row with
        {
            Axes = new Dictionary<string, string> { ["samples, each"] = "5" },
            Low = double.NaN,
            Method = null,
        };
        const string Head =
            "study,cell,answer,\"samples, each\",language,group,metric,signature,value,ci_low,ci_high,ci_method,n,seed,weights,older_code,";
        ResultsCsv
            .Text(axes, [row, other])
            .ShouldBe(
                $""""
                {Head}probe
                s,c,"say ""a""",,eng_Latn,english,m,m|v:1,0.1,0.05,0.2,bootstrap,10,3,w,,
                s,c,,5,eng_Latn,english,m,m|v:1,0.1,NaN,0.2,,10,3,w,,

                """"
            );
    }

    [Fact]
    public void The_study_file_says_what_there_is()
    {
        var study = ToyStudy.Quick().Expand(_folder.Context());
        var folder = new StudyFolder(_folder.Context().RunsFolder, study.Name);
        StudyFile.IsCurrent(study, folder).ShouldBeFalse();
        StudyFile.Write(study, folder);
        StudyFile.IsCurrent(study, folder).ShouldBeTrue();
        var read = new YamlDotNet.Serialization.DeserializerBuilder()
            .Build()
            .Deserialize<Dictionary<string, object>>(File.ReadAllText(folder.StudyYaml));
        ((List<object>)read["points"]).Count.ShouldBe(14);
        ((Dictionary<object, object>)read["groups"])["spa_Latn"].ShouldBe("seen");
        StudyFile.IsCurrent(study with { Settings = [] }, folder).ShouldBeFalse();
    }
}
