using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;

namespace Clt.Engine.Tests.Training;

public sealed class MemoryBudgetTests
{
    [Fact]
    public void What_fits_is_let_through() => Should.NotThrow(() => MemoryBudget.Check(1e9, 1e6, 1000, 2e9));

    [Fact]
    public void Too_many_tokens_are_an_error_that_names_how_many_fit()
    {
        var problem = Should.Throw<InputException>(() => MemoryBudget.Check(1e9, 1e6, 4000, 3e9)).Problems.ShouldHaveSingleItem();
        problem.What.ShouldContain("5.0 GB");
        problem.What.ShouldContain("3.0 GB are free");
        problem.Mend.ShouldContain("from 4000 to 2000");
    }

    [Fact]
    public void A_state_that_never_fits_is_an_error_that_names_smaller_ones() =>
        Should.Throw<InputException>(() => MemoryBudget.Check(9e9, 1e6, 10, 3e9)).Message.ShouldContain("Adafactor");

    [Fact]
    public void A_run_that_cannot_fit_ends_before_its_first_step()
    {
        using var folder = new TemporaryFolder();
        using var objective = TinyModel.Objective();
        var settings = new TrainingSettings
        {
            Steps = 1,
            MicroBatchTokens = int.MaxValue,
            Schedule = new ConstantSchedule(1e-3),
        };
        Should.Throw<InputException>(() => MemoryBudget.Fit(objective.Model, settings, int.MaxValue)).Message.ShouldContain("micro-batch");
        MemoryBudget.Fit(objective.Model, settings, 100).ShouldBe(0);
    }

    [Fact]
    public void Memory_chooses_as_few_blocks_as_let_the_run_fit()
    {
        using var model = LanguageModel.Create(TinyModel.Config with { Layers = 6 }, 1);
        var settings = new TrainingSettings
        {
            Steps = 1,
            Schedule = new ConstantSchedule(1e-3),
            Checkpointing = ActivationCheckpointing.ByMemory,
        };
        double Needed(int every) =>
            MemoryEstimate.Fixed(model, settings) + (1000 * MemoryEstimate.PerToken(model.Config, Dtype.Float32, every));

        // One or two of six blocks save less than computing them again takes beside.
        foreach (var every in new[] { 0, 2, 1 })
            MemoryBudget.Fit(model, settings, 1000, Needed(every)).ShouldBe(every);
        Should.Throw<InputException>(() => MemoryBudget.Fit(model, settings, 1000, Needed(1) - 1));
        MemoryBudget.Fit(model, settings with { Checkpointing = ActivationCheckpointing.Every(2) }, 1000, Needed(0)).ShouldBe(2);
    }

    [Fact]
    public void A_number_of_blocks_below_1_is_an_error() => Should.Throw<InputException>(() => ActivationCheckpointing.Every(0));
}
