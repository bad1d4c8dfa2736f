using Clt.Results.Analysis;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Analysis;

public class LayoutTests
{
    private static StudyResults With(params AxisInfo[] axes)
    {
        var points = axes.Aggregate<AxisInfo, IEnumerable<Dictionary<string, string>>>(
            [
                [],
            ],
            (all, axis) => all.SelectMany(p => axis.Labels.Select(l => new Dictionary<string, string>(p) { [axis.Name] = l }))
        );
        var run = HandMade.Results.Runs[1];
        return HandMade.Results with { Axes = axes, Runs = [.. points.Select(p => new MeasuredRun(p, run.Result))] };
    }

    [Fact]
    public void Numbers_go_along_the_horizontal_on_a_logarithm_with_zero()
    {
        var layout = new Layout(With(new AxisInfo("n", ["500", "0", "50"], [500, 0, 50])));
        layout.Ticks.ShouldBe(["0", "50", "500"]);
        layout.Positions[0].ShouldBe(0);
        layout.Positions[1].ShouldBe(Math.Log(2) / Math.Log(11), 1e-12);
        layout.Positions[2].ShouldBe(1);
    }

    [Fact]
    public void Other_axes_become_panels()
    {
        var results = With(new AxisInfo("answer", ["a", "b"], null), new AxisInfo("n", ["0", "5"], [0, 5]));
        var layout = new Layout(results);
        layout.Horizontal!.Name.ShouldBe("n");
        layout.Panels.Select(Layout.Title).ShouldBe(["answer = a", "answer = b"]);
        layout.At(results.Sheet("exact"), layout.Panels[1], 1)!.Title.ShouldBe("answer = b, n = 5");
    }

    [Fact]
    public void Names_are_set_evenly_and_a_single_point_in_the_middle()
    {
        new Layout(With(new AxisInfo("answer", ["a", "b", "c"], null))).Positions.ShouldBe([0, 0.5, 1]);
        var single = new Layout(With());
        single.Horizontal.ShouldBeNull();
        single.Positions.ShouldBe([0.5]);
        single.Panels.ShouldHaveSingleItem().ShouldBeEmpty();
    }

    [Fact]
    public void An_axis_with_one_value_is_no_horizontal() =>
        new Layout(With(new AxisInfo("n", ["5"], [5]), new AxisInfo("kind", ["a", "b"], null))).Horizontal!.Name.ShouldBe("kind");
}
