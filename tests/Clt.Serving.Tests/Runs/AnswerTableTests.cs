using Clt.Serving.Answers;
using Clt.Serving.Runs;
using Clt.Serving.Tests.Toys;

namespace Clt.Serving.Tests.Runs;

/// <summary>Answers of several cells stand side by side, and are found by who is right.</summary>
public sealed class AnswerTableTests : IDisposable
{
    private readonly MadeRuns _made = new();

    public void Dispose() => _made.Dispose();

    private AnswerTable Table(WhoIsRight who, string of = "", string text = "", int from = 0, int count = 100) =>
        AnswerTable.Of(
            new StudyReader(_made.Runs, MadeRuns.Study),
            new AnswerQuery([MadeRuns.First, MadeRuns.Second], "eng_Latn", "exact", who, of, text, from, count)
        );

    [Fact]
    public void Items_have_the_answers_of_every_cell_with_their_scores()
    {
        var table = Table(WhoIsRight.Anyone, from: 1, count: 2);
        (table.Total, table.Found, table.IsRightOrWrong).ShouldBe((30, 30, true));
        table.Languages.ShouldBe(["eng_Latn", "spa_Latn"]);
        table.Items.Select(i => i.Item).ShouldBe(["item-01", "item-02"]);
        table.Items[0].Answers.Select(a => a!.Score).ShouldBe([1, 0]);
        table.Items[0].References.ShouldBe(["it is 3"]);
        table.Items[0].SamePrompt.ShouldBeTrue();
    }

    [Theory]
    [InlineData(nameof(WhoIsRight.All), "", 28)]
    [InlineData(nameof(WhoIsRight.None), "", 1)]
    [InlineData(nameof(WhoIsRight.AnswersDiffer), "", 1)]
    [InlineData(nameof(WhoIsRight.ScoresDiffer), "", 1)]
    [InlineData(nameof(WhoIsRight.Only), MadeRuns.First, 1)]
    [InlineData(nameof(WhoIsRight.Only), MadeRuns.Second, 0)]
    [InlineData(nameof(WhoIsRight.AllBut), MadeRuns.Second, 1)]
    [InlineData(nameof(WhoIsRight.AllBut), MadeRuns.First, 0)]
    public void They_are_found_by_who_is_right(string who, string of, int found) =>
        Table(Enum.Parse<WhoIsRight>(who), of).Found.ShouldBe(found);

    [Fact]
    public void They_are_found_by_text() =>
        Table(WhoIsRight.Anyone, text: "WRONG").Items.Select(i => i.Item).ShouldBe(["item-00", "item-01"]);

    /// <summary>Metrics with degrees know better and worse.</summary>
    [Fact]
    public void Where_scores_have_degrees_the_best_is_right()
    {
        AnsweredItem Item(double a, double b) => new("i", "", [], true, [new("x", a, null, []), new("y", b, null, [])]);
        bool Wants(WhoIsRight who, AnsweredItem item) =>
            new AnswerQuery(["a", "b"], "", "", who, "a", "", 0, 1).Wants(item, rightOrWrong: false);
        Wants(WhoIsRight.Only, Item(0.6, 0.5)).ShouldBeTrue();
        Wants(WhoIsRight.Only, Item(0.5, 0.5)).ShouldBeFalse();
        Wants(WhoIsRight.AllBut, Item(0.4, 0.5)).ShouldBeTrue();
    }

    /// <summary>A running evaluation appends; what is cut short is not shown yet.</summary>
    [Fact]
    public void A_file_that_is_being_written_gives_its_whole_lines()
    {
        var file = _made.Folder.Cell(MadeRuns.First).Predictions("eng_Latn");
        var lines = File.ReadAllLines(file);
        File.WriteAllText(file, $"{lines[0]}\n{lines[1]}\n{lines[2][..20]}");
        var table = Table(WhoIsRight.Anyone);
        table.Items.Count(i => i.Answers[0] is not null).ShouldBe(2);
        table.Total.ShouldBe(30);
    }
}
