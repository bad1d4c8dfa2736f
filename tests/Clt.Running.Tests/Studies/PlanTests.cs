using Clt.Recipes.Expansion;
using Clt.Results.Comparison;
using Clt.Results.Store;
using Clt.Running.Planning;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Studies;

public sealed class PlanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private StudyPlan Plan(int workers = 1) => ToyStudy.Quick().Expand(_folder.Context()).Plan(_folder.Context(), workers);

    [Fact]
    public void Steps_follow_from_examples_batch_and_epochs()
    {
        var rows = Plan().Rows.Where(r => r.Kind == CellKind.Finetune && r.Seed == 1).Take(3).ToList();
        // 100 English examples, and 0, 50, 200 in each of two languages; 4 epochs of batches of 32.
        rows.Select(r => r.Steps).ShouldBe([4 * 4, 4 * 7, 4 * 16]);
        rows[2].TrainTokens.ShouldBeGreaterThan(rows[1].TrainTokens);
        rows[0].Axes.ShouldBe("answer = working, samples per language = 0");
    }

    [Fact]
    public void More_workers_share_the_cells_but_not_the_base()
    {
        var (one, two) = (Plan(1), Plan(2));
        two.Seconds.ShouldBeLessThan(one.Seconds);
        two.Seconds.ShouldBeGreaterThan(one.Seconds / 2);
        two.MemoryBytes.ShouldBe(2 * one.MemoryBytes);
    }

    [Fact]
    public void Measured_rates_replace_the_assumed_ones()
    {
        Plan().Basis.ShouldContain("no run was measured");
        var before = Plan().Seconds;
        MachineRates.Keep(_folder.Context().CacheFolder, 1e6, 1e6);
        Plan().Basis.ShouldContain("measured on this machine");
        Plan().Seconds.ShouldBeGreaterThan(before);
        MachineRates.Keep(_folder.Context().CacheFolder, 4e6, double.NaN);
        MachineRates.Read(_folder.Context().CacheFolder).ShouldBe(new MachineRates(2e6, 1e6, true));
    }

    [Fact]
    public void Solved_examples_are_read_with_every_item()
    {
        long Read(ITask task) =>
            ToyStudy
                .Quick()
                .Task(task)
                .Expand(_folder.Context())
                .Plan(_folder.Context(), 1)
                .Rows.First(r => r.Kind == CellKind.Reference)
                .EvaluateTokens;
        var source = new ToySource();
        var (none, four) = (Read(new FewShotTask(source, new FewShot(0))), Read(new FewShotTask(source, new FewShot(4))));
        // 10 items in 5 languages; an example has some 10 bytes and counts the tokens that begin and end it.
        (four - none).ShouldBeInRange(50 * 4 * 5, 50 * 4 * 8);
        Read(new FewShotTask(source, new FewShot(4, ExemplarLanguage.English))).ShouldBe(four);
    }

    [Fact]
    public void A_broken_rates_file_is_as_none()
    {
        MachineRates.Keep(_folder.Context().CacheFolder, 1, 1);
        File.WriteAllText(Directory.GetFiles(Path.Combine(_folder.Context().CacheFolder, "rates")).Single(), "{");
        MachineRates.Read(_folder.Context().CacheFolder).ShouldBe(MachineRates.Default);
    }

    [Fact]
    public void The_table_says_it_in_words()
    {
        var table = Plan(2).Table();
        table.Rows.Count.ShouldBe(16);
        table
            .Columns.Select(c => c.Name)
            .ShouldBe(["cell", "what", "point", "seed", "trained weights", "steps", "tokens", "time", "state", "why"]);
        table.Note.ShouldStartWith("16 cells (0 done)");
        table.Note.ShouldContain("on 2 workers");
    }
}
