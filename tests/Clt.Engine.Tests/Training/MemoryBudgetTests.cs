using Clt.Engine.Training;

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
        var settings = new TrainingSettings { Steps = 1, MicroBatchTokens = int.MaxValue, Schedule = Schedules.Constant(1e-3) };
        Should.Throw<InputException>(() => MemoryBudget.Check(objective.Model, settings, int.MaxValue)).Message.ShouldContain("micro-batch");
        Should.NotThrow(() => MemoryBudget.Check(objective.Model, settings, 100));
    }
}
