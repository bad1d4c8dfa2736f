using Clt.Engine.Optimizers;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using Clt.Recipes.Grid;
using Clt.Recipes.Identity;
using Clt.Recipes.Training;
using static Clt.Recipe;

namespace Clt.Running.Tests.Recipes;

/// <summary>A training setting has one place, and none is left out of names, tables and checks.</summary>
public sealed class TrainSettingsTests
{
    private static readonly TrainSpec Plain = new(8, new ConstantSchedule(1e-3));

    /// <summary>Each property changed; what cells say of the others is tested with them.</summary>
    private static readonly Dictionary<string, TrainSpec> Changed = new()
    {
        [nameof(TrainSpec.Batch)] = Plain with { Batch = 9 },
        [nameof(TrainSpec.Rate)] = Plain with { Rate = new ConstantSchedule(2e-3) },
        [nameof(TrainSpec.Epochs)] = Plain with { Epochs = 2 },
        [nameof(TrainSpec.Packing)] = Plain with { Packing = Packing.Rows },
        [nameof(TrainSpec.CheckpointEvery)] = Plain with { CheckpointEvery = new Cadence(7) },
        [nameof(TrainSpec.SelectBy)] = Plain with { SelectBy = SelectBy.Last },
        [nameof(TrainSpec.WeightDecay)] = Plain with { WeightDecay = 0.1 },
        [nameof(TrainSpec.Clip)] = Plain with { Clip = 2 },
        [nameof(TrainSpec.Validation)] = Plain with { Validation = 3 },
        [nameof(TrainSpec.Optimizer)] = Plain with { Optimizer = new LionSettings() },
        [nameof(TrainSpec.Precision)] = Plain with { Precision = Precision.BFloat16 },
        [nameof(TrainSpec.Average)] = Plain with { Average = 0.9 },
        [nameof(TrainSpec.Patience)] = Plain with { Patience = 2 },
        [nameof(TrainSpec.Recompute)] = Plain with { Recompute = ActivationCheckpointing.EveryBlock },
        [nameof(TrainSpec.SpikeFactor)] = Plain with { SpikeFactor = 5 },
        [nameof(TrainSpec.MeasureEvery)] = Plain with { MeasureEvery = new Cadence(5) },
        [nameof(TrainSpec.MaxLength)] = Plain with { MaxLength = 12 },
        [nameof(TrainSpec.Overlong)] = Plain with { Overlong = LeaveOut },
        [nameof(TrainSpec.MeasureItems)] = Plain with { MeasureEvery = new Cadence(5), MeasureItems = 7 },
    };

    private static readonly string[] Elsewhere =
    [
        nameof(TrainSpec.Weights),
        nameof(TrainSpec.Objective),
        nameof(TrainSpec.Adapter),
        nameof(TrainSpec.Watched),
    ];

    private static readonly string[] NoNumber =
    [
        nameof(TrainSpec.Recompute),
        nameof(TrainSpec.SpikeFactor),
        nameof(TrainSpec.MeasureEvery),
        nameof(TrainSpec.MeasureItems),
        // Parts of a name where they change what is read: OverlongCellTests.
        nameof(TrainSpec.MaxLength),
        nameof(TrainSpec.Overlong),
    ];

    public static TheoryData<string> Names => [.. Changed.Keys];

    [Fact]
    public void Every_property_is_looked_at() =>
        Changed
            .Keys.Concat(Elsewhere)
            .ShouldBe(typeof(TrainSpec).GetProperties().Where(p => p.CanWrite).Select(p => p.Name), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_setting_has_a_row_and_a_part_in_names_where_it_changes_numbers(string name)
    {
        var rows = Train(8, Constant(1e-3)).Rows(Plain, pretraining: false);
        Train(8, Constant(1e-3)).Rows(Changed[name], pretraining: false).ShouldNotBe(rows);
        (Text(Changed[name]) != Text(Plain)).ShouldBe(!NoNumber.Contains(name));
    }

    [Fact]
    public void What_a_recipe_does_not_give_is_as_the_record_has_it()
    {
        var choice = Train(8, Constant(1e-3), clip: Axis("clip", 0.5, 1.0));
        choice.At(Point.Grid(p => choice.At(p))[0]).ShouldBe(Plain with { Clip = 0.5 });
        var rows = choice.Rows(Plain, pretraining: false);
        rows.Single(r => r.Name == "clip").From.ShouldBe("axis 'clip'");
        rows.Single(r => r.Name == "weight decay").From.ShouldBe("default");
        choice.Rows(Plain, pretraining: true).Count.ShouldBeLessThan(rows.Count);
    }

    private static string Text(TrainSpec train) => Canonical.Yaml([.. TrainSettings.Fields(train)]);
}
