using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Grid;
using Clt.Recipes.Models;
using Clt.Results.Comparison;
using Clt.Results.Store;
using Clt.Running.Pace;
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
        MeasuredPace.Keep(_folder.Context().CacheFolder, [(new Work("rest finetune", 15, 10), CoreTime.Undisturbed(150))]);
        Plan().Basis.ShouldContain("measured on this machine");
        Plan().Seconds.ShouldBeGreaterThan(1.5 * before);
    }

    [Fact]
    public void What_an_interrupted_run_has_done_is_not_to_do_again()
    {
        var (study, folder) = (ToyStudy.Quick().Expand(_folder.Context()), new StudyFolder(_folder.Context().RunsFolder, "toy/quick"));
        var cell = study.Cells.OfType<FinetuneCell>().First();
        PlanRow Row() => study.Plan(_folder.Context(), 1).Rows.Single(r => r.Cell == cell.Id);
        var whole = Row();
        whole.State.ShouldBe("to do");
        var checkpoint = Path.Combine(folder.Cell(cell.Training.Id).Checkpoint, "checkpoints", "step-00000012");
        Directory.CreateDirectory(checkpoint);
        File.WriteAllText(Path.Combine(checkpoint, "state.json"), """{"Identity":"","Step":12,"TotalSteps":16,"Tokens":0}""");
        var left = Row();
        left.Seconds.ShouldBeInRange(0.05 * whole.Seconds, 0.999 * whole.Seconds);
        left.Begun.ShouldBeInRange(0.05, 0.75);
        left.State.ShouldBe($"{100 * left.Begun:0} % done");
        var predictions = folder.Cell(cell.Id).Predictions("eng_Latn");
        Directory.CreateDirectory(Path.GetDirectoryName(predictions)!);
        File.WriteAllText(predictions, string.Concat(Enumerable.Repeat("{}\n", 10)));
        Row().Begun.ShouldBeGreaterThan(left.Begun);
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
    public void A_tokenizer_takes_as_long_as_it_has_texts()
    {
        double Seconds(Choice<TokenizerSpec> tokenizer) =>
            ToyStudy
                .Quick()
                .Tokenizer(tokenizer)
                .Expand(_folder.Context())
                .Plan(_folder.Context(), 1)
                .Rows.Single(r => r.Kind == CellKind.Tokenizer)
                .Seconds;
        var few = Seconds(Recipe.ByteLevelBpe(vocabulary: 300, examples: 200));
        Seconds(Recipe.ByteLevelBpe(vocabulary: 300, examples: 1_000_000)).ShouldBeGreaterThan(5 * few);
        Seconds(Recipe.Unigram(vocabulary: 300, examples: 1_000_000))
            .ShouldBeGreaterThan(2 * Seconds(Recipe.ByteLevelBpe(vocabulary: 300, examples: 1_000_000)));
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
