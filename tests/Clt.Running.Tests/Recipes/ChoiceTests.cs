using Clt.Recipes.Grid;
using Clt.Recipes.Resolution;
using Clt.Recipes.Training;
using Clt.Results.Store;
using static Clt.Recipe;

namespace Clt.Running.Tests.Recipes;

public class ChoiceTests
{
    private static readonly Axis<int> N = Axis("n", 0, 50);
    private static readonly Axis<string> Kind = Axis("kind", "a", "b");

    [Fact]
    public void A_value_is_the_same_at_every_point()
    {
        Choice<double> choice = 3;
        choice.At(Point.Origin).ShouldBe(3.0);
        choice.Origin.ShouldBe("recipe");
    }

    [Theory]
    [InlineData(true, 50)]
    [InlineData(false, null)]
    public void No_value_is_no_setting(bool followed, int? every)
    {
        Choice<Cadence>? choice = followed ? Steps(50) : null;
        (choice?.At(Point.Origin).Every).ShouldBe(every);
    }

    [Fact]
    public void An_axis_is_read_at_a_point()
    {
        N.At(Point.Origin.With(N, 1)).ShouldBe(50);
        Should.Throw<UnboundAxisException>(() => N.At(Point.Origin)).Axis.ShouldBe(N);
        N.Origin.ShouldBe("axis 'n'");
    }

    [Fact]
    public void Select_makes_an_object_once_for_each_value()
    {
        var made = 0;
        var choice = Kind.Select(k => (made++, k));
        var (a, b) = (Point.Origin.With(Kind, 0), Point.Origin.With(Kind, 1));
        choice.At(a).ShouldBe((0, "a"));
        choice.At(b).ShouldBe((1, "b"));
        choice.At(a).ShouldBe((0, "a"));
        made.ShouldBe(2);
    }

    [Fact]
    public void Query_syntax_joins_axes()
    {
        var both = from k in Kind from n in N select $"{k}{n}";
        Points.Of(p => both.At(p)).Select(p => both.At(p)).ShouldBe(["a0", "a50", "b0", "b50"]);
    }

    [Fact]
    public void An_axis_may_be_read_for_some_values_of_another_only()
    {
        var nested = Kind.SelectMany(k => k == "a" ? N : (Choice<int>)7, (k, n) => (k, n));
        var points = Points.Of(p => nested.At(p));
        points.Select(p => nested.At(p)).ShouldBe([("a", 0), ("a", 50), ("b", 7)]);
        points.Select(p => p.Values.Count).ShouldBe([2, 2, 1]);
    }

    [Fact]
    public void A_point_knows_what_was_read_through_it()
    {
        var point = Point.Origin.With(Kind, 0).With(N, 1);
        N.At(point);
        point.Read.ShouldBe([new AxisValue("n", "50")]);
        point.Values.Select(v => v.Axis).ShouldBe(["kind", "n"]);
        point.Fresh().Read.ShouldBeEmpty();
    }

    [Fact]
    public void An_axis_lists_all_its_faults()
    {
        Should.Throw<InputException>(() => Axis("n", 1, 1, 2, 2)).Problems.Count.ShouldBe(2);
        Should.Throw<InputException>(() => new Axis<int>(" ", [])).Problems.Count.ShouldBe(2);
    }

    [Fact]
    public void Values_may_be_named()
    {
        var axis = Axis("scale", ("small", 10), ("large", 20));
        axis.Labels.ShouldBe(["small", "large"]);
        axis.Numbers.ShouldBeNull();
        N.Numbers.ShouldBe([0, 50]);
        Axis("lr", 1e-3, 0.5).Labels.ShouldBe(["0.001", "0.5"]);
    }
}
