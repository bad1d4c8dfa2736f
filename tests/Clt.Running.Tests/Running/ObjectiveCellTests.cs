using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Grid;
using Clt.Recipes.Identity;
using Clt.Recipes.Models;
using Clt.Recipes.Studies;
using Clt.Recipes.Training.Objectives;
using Clt.Results.Store;
using Clt.Running.Tests.Toys;
using static Clt.Plugins.Training.Objectives.ObjectiveWords;
using static Clt.Recipe;

namespace Clt.Running.Tests.Running;

/// <summary>Cells that minimise something else, from the recipe to their scores.</summary>
public sealed class ObjectiveCellTests : IDisposable
{
    private static readonly ISource Source = new ToySource("en es", train: 40, test: 6);
    private readonly TemporaryFolder _folder = new();
    private readonly string _base;

    public ObjectiveCellTests() => _base = TinyBase.Make(Path.Combine(_folder.Path, "base"));

    private StudyContext Context => _folder.Context();

    public void Dispose() => _folder.Dispose();

    private CellResult Trained(Choice<IObjectiveSpec> objective, Func<Study, Study>? change = null)
    {
        var study = TinyBase.Study(_base).Objective(objective);
        var expanded = (change?.Invoke(study) ?? study).Expand(Context);
        expanded.Run(Context).Failures.ShouldBeEmpty();
        return expanded.Folder<FinetuneCell>(Context).Read()!;
    }

    [Fact]
    public void Label_smoothing_dft_and_whole_texts_change_what_is_learnt()
    {
        var plain = Trained(CrossEntropy());
        var smooth = Trained(CrossEntropy(labelSmoothing: 0.2));
        var dft = Trained(CrossEntropy(dft: true));
        var whole = Trained(CrossEntropy(wholeText: true));
        new[] { plain, smooth, dft, whole }.Select(r => r.Weights).Distinct().Count().ShouldBe(4);
        dft.Facts["first loss"].ShouldBeLessThan(plain.Facts["first loss"] / 10, "every loss is multiplied by a small probability");
        whole.Facts["target tokens"].ShouldBeGreaterThan(plain.Facts["target tokens"]);
        whole.Facts["tokens"].ShouldBe(plain.Facts["tokens"]);
    }

    [Fact]
    public void A_teacher_in_a_folder_is_learnt_from()
    {
        Trained(Distil(from: _base)).Facts["first loss"].ShouldBe(0, 1e-4, "its own teacher has nothing to teach");
        var other = TinyBase.Make(Path.Combine(_folder.Path, "teacher"), seed: 2);
        var (soft, reverse) = (Trained(Distil(other, temperature: 2)), Trained(Distil(other, ReverseKl, hard: 0.5)));
        soft.Facts["first loss"].ShouldBeGreaterThan(1e-4);
        reverse.Weights.ShouldNotBe(soft.Weights);
    }

    [Fact]
    public void A_teacher_may_be_another_base_of_the_study_which_is_trained_first()
    {
        Choice<BaseSpec> Base(int width) =>
            Pretrain(
                Decoder(1, width, 2, context: 48),
                Share(1, new ToyTask(Source, "pairs"), Langs("en es")),
                tokens: 500,
                batch: 16,
                validation: 4
            );
        var study = TinyBase
            .Study(_base)
            .Tokenizer(ByteLevelBpe(270, examples: 40))
            .Base(Base(8))
            .Objective(Distil(Base(16)))
            .Expand(Context);
        study.Cells.OfType<BaseCell>().Select(b => ((DecoderSpec)b.Spec.Model).Width).ShouldBe([8, 16]);
        study.Run(Context).Failures.ShouldBeEmpty();
        study.Folder<FinetuneCell>(Context).Read()!.Facts["first loss"].ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Preferences_begin_at_the_reference_and_are_learnt(bool adapter)
    {
        Study Pairs(Study study) =>
            study.Mixture(Fixed(Lang("en"), 20, new PairTask(Source))).Adapter(adapter ? Lora(rank: 2) : AllWeights);
        var facts = Trained(Dpo(beta: 0.5), Pairs).Facts;
        facts["first loss"].ShouldBe(Math.Log(2), 1e-4, "the model is its own reference");
        facts["last loss"].ShouldBeLessThan(facts["first loss"]);
        facts["target tokens"].ShouldBe(20, "a pair has one loss");
        if (adapter)
            return;
        Trained(Dpo(beta: 0.5, reference: false), Pairs).Facts["first loss"].ShouldNotBeInRange(Math.Log(2) - 1e-4, Math.Log(2) + 1e-4);
        Trained(Dpo(0.5, IpoLoss), Pairs).Facts["first loss"].ShouldBe(1, 1e-4, "(1 / 2β)²");
    }

    [Fact]
    public void A_penalty_is_zero_at_first_and_then_keeps_weights_also_after_a_stop()
    {
        var keep = Fixed(Lang("es"), 5);
        var (free, kept) = (Trained(CrossEntropy()), Trained(Ewc(5, keep)));
        kept.Facts["first loss"].ShouldBe(free.Facts["first loss"], 1e-6);
        kept.Weights.ShouldNotBe(free.Weights);
        Trained(Ewc(5, keep, within: CrossEntropy(labelSmoothing: 0.1))).Weights.ShouldNotBe(kept.Weights);

        using var elsewhere = new TemporaryFolder();
        var study = TinyBase.Study(_base).Objective(Ewc(5, keep)).Expand(elsewhere.Context());
        using var stop = new CancellationTokenSource();
        study.Run(elsewhere.Context(), new StopAt("training", stop), stop.Token).Interrupted.ShouldBeTrue();
        study.Run(elsewhere.Context()).Failures.ShouldBeEmpty();
        study.Folder<FinetuneCell>(elsewhere.Context()).Read()!.Weights.ShouldBe(kept.Weights);
    }
}
