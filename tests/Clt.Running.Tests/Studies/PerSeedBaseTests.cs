using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Grid;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Studies;

/// <summary>Bases that a study trains itself have a seed of their own for each of its seeds.</summary>
public sealed class PerSeedBaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_seed_starts_from_a_base_of_its_own_and_all_share_a_tokenizer()
    {
        var study = Study(PerSeed);
        study.Cells.OfType<BaseCell>().Select(b => b.Seed).ShouldBe([1, 2, 3]);
        study.Cells.OfType<TokenizerCell>().Count().ShouldBe(1);
        study.Cells.OfType<FinetuneCell>().ShouldAllBe(f => f.Start.Trained!.Seed == f.Seed);
        study
            .Points.Select(p => p.Cell)
            .OfType<ReferenceCell>()
            .Select(r => r.Seed)
            .ShouldBe([1, 2, 3, 1, 2, 3], "one a seed for each of two tasks");
        study.Coverage.ShouldContain("each with a base of its own");
    }

    [Fact]
    public void A_number_makes_one_base_for_all_and_the_report_says_so()
    {
        var study = Study(7);
        study.Cells.OfType<BaseCell>().ShouldHaveSingleItem().Seed.ShouldBe(7);
        study.Coverage.ShouldContain("hold for the one base that was trained");
    }

    [Fact]
    public void Bases_that_differ_by_their_seed_are_one_model_in_curves()
    {
        var starts = Study(PerSeed).Cells.OfType<FinetuneCell>().Select(f => f.Start).ToList();
        starts.Select(s => s.Kin).Distinct().Count().ShouldBe(1);
        starts.Select(s => s.Identity).Distinct().Count().ShouldBe(3);
    }

    private ExpandedStudy Study(Choice<long>? seed)
    {
        var source = new ToySource();
        return ToyStudy
            .Quick(source, seeds: [1, 2, 3])
            .Base(Pretrain(Decoder(2, 32, 4), Share(1, new ToyTask(source, "pairs"), ToyStudy.English), tokens: 20_000, seed: seed))
            .Expand(_folder.Context());
    }
}
