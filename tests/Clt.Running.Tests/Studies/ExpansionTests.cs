using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Models;
using Clt.Recipes.Studies;
using Clt.Results.Store;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Studies;

public sealed class ExpansionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private ExpandedStudy Expand(Study study) => study.Expand(_folder.Context());

    [Fact]
    public void The_grid_is_every_combination_of_axes_and_seeds()
    {
        var study = Expand(ToyStudy.Quick());
        study.Axes.Select(a => a.Name).ShouldBe(["answer", "samples per language"]);
        study.Points.Count(p => p.Cell.Kind == CellKind.Finetune).ShouldBe(2 * 3 * 2);
        study.Cells.Count(c => c.Kind == CellKind.Tokenizer).ShouldBe(1);
        study.Cells.Count(c => c.Kind == CellKind.Base).ShouldBe(1);
        study.Cells.Count.ShouldBe(12 + 2 + 2);
    }

    [Fact]
    public void The_base_is_measured_once_for_each_task()
    {
        var references = Expand(ToyStudy.Quick()).Points.Where(p => p.Cell.Kind == CellKind.Reference).ToList();
        references
            .Select(r => r.Axes)
            .ShouldBe([
                [new AxisValue("answer", "working")],
                [new AxisValue("answer", "result")],
            ]);
    }

    [Fact]
    public void Cells_come_after_those_they_need()
    {
        var cells = Expand(ToyStudy.Quick()).Cells;
        for (var i = 0; i < cells.Count; i++)
            cells[i].Needs.ShouldAllBe(n => cells.Take(i).Contains(n));
    }

    [Fact]
    public void An_axis_of_the_base_gives_a_base_for_each_value()
    {
        var source = new ToySource();
        var width = Axis("width", 32, 64);
        var study = Expand(ToyStudy.Quick(source).Base(ToyStudy.Base(source, width)));
        study.Cells.OfType<BaseCell>().Select(b => ((DecoderSpec)b.Spec.Model).Width).ShouldBe([32, 64]);
        study.Cells.OfType<TokenizerCell>().Count().ShouldBe(1);
        study.Axes.Select(a => a.Name).ShouldBe(["width", "answer", "samples per language"]);
        study.Points.Count(p => p.Cell.Kind == CellKind.Reference).ShouldBe(4);
    }

    [Fact]
    public void Points_that_ask_for_the_same_work_share_a_cell()
    {
        var seen = Axis("seen", ("near", ToyStudy.Seen), ("far", ToyStudy.Unseen));
        var n = Axis("examples", 0, 50);
        var study = Expand(
            ToyStudy.Quick(answers: Axis("answer", "result"), seeds: [1]).Mixture(Fixed(ToyStudy.English, 10) + PerLanguage(seen, n))
        );
        var runs = study.Points.Where(p => p.Cell.Kind == CellKind.Finetune).ToList();
        runs.Count.ShouldBe(4);
        runs.Select(r => r.Cell.Id).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void Groups_follow_from_the_mixture()
    {
        var groups = Expand(ToyStudy.Quick()).Groups;
        groups.Of(LanguageGroups.English).ShouldBe(["eng_Latn"]);
        groups.Of(LanguageGroups.Seen).ShouldBe(["spa_Latn", "fra_Latn"]);
        groups.Of(LanguageGroups.Unseen).ShouldBe(["jpn_Jpan", "por_Latn"]);
    }

    [Fact]
    public void Fewer_test_items_than_asked_for_are_a_note_not_an_error()
    {
        var study = Expand(ToyStudy.Quick(new ToySource(test: 7)));
        study.Notes.Count.ShouldBe(6, "and one on validation examples");
        study.Notes[0].ShouldContain("7 test items");
    }

    [Fact]
    public void Every_setting_has_its_origin()
    {
        var settings = Expand(ToyStudy.Quick()).Settings;
        settings.Single(s => s.Name == "batch").ShouldBe(new SettingRow("batch", "32", "recipe"));
        settings.Single(s => s.Name == "clip").ShouldBe(new SettingRow("clip", "1", "default"));
        settings.Single(s => s.Name == "mixture, part 2").Value.ShouldBe("0 | 50 | 200 examples each of spa_Latn fra_Latn");
        settings.Single(s => s.Name == "base learning rate").Value.ShouldBe("cosine 0.003, final 0, 20 steps of warm-up");
        settings.Single(s => s.Name == "seeds").Value.ShouldBe("1, 2");
    }

    [Fact]
    public void Records_are_counted_once_and_the_count_is_cached()
    {
        Expand(ToyStudy.Quick());
        var again = new ToySource();
        Expand(ToyStudy.Quick(again));
        again.Reads.ShouldBe(0);
    }
}
