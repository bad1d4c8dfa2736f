using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Plugins.Training.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Objectives;

/// <summary>Objectives with a second model or a second term.</summary>
public sealed class ModelPairTests
{
    private static readonly IReadOnlyList<TokenizedExample> Examples = TinyModel.Examples(6);

    [Fact]
    public void A_teacher_that_is_the_student_teaches_nothing_but_the_data()
    {
        using var plain = TinyModel.Objective();
        var hard = plain.Loss(Examples, true).item<float>();
        foreach (var divergence in new[] { Divergence.ForwardKl, Divergence.ReverseKl, Divergence.JensenShannon })
        {
            using var same = new Distillation(
                TinyModel.Create(),
                TinyModel.Create(),
                new DistillationSettings { Divergence = divergence, HardShare = 0.25 }
            );
            same.Loss(Examples, true).item<float>().ShouldBe(0.25f * hard, 1e-3f);
            using var other = new Distillation(
                TinyModel.Create(),
                TinyModel.Create(2),
                new DistillationSettings { Divergence = divergence }
            );
            other.Loss(Examples, true).item<float>().ShouldBeGreaterThan(0.01f);
        }
    }

    [Fact]
    public void Only_the_student_gets_gradients_and_only_from_targets()
    {
        using var teacher = TinyModel.Create(2);
        using var student = TinyModel.Create();
        teacher.Parameters.UseGradients();
        student.Parameters.UseGradients();
        var objective = new Distillation(student, teacher, new DistillationSettings());
        objective.Loss(Examples, true).backward();
        teacher.Parameters.Gradients!.abs().max().item<float>().ShouldBe(0);
        student.Parameters.Gradients!.abs().max().item<float>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Without_a_reference_the_loss_is_that_of_the_answers_alone()
    {
        var pair = new PreferencePair(Examples[0], Examples[1]);
        using var model = TinyModel.Create();
        var (chosen, rejected) = (Likelihood(Examples[0]), Likelihood(Examples[1]));
        var free = new PreferenceOptimization(model, null, new PreferenceSpec { Beta = 0.5 });
        free.Loss(free.Prepare([pair], 1), true).item<float>().ShouldBe((float)Math.Log(1 + Math.Exp(-0.5 * (chosen - rejected))), 1e-4f);
    }

    [Fact]
    public void Only_a_loss_over_sorted_margins_keeps_pairs_together()
    {
        using var model = TinyModel.Create();
        PreferencePair[] pairs = [.. Examples.Zip(Examples.Skip(1), (a, b) => new PreferencePair(a, b)), new(Examples[0], Examples[^1])];
        var alone = new PreferenceOptimization(model, null, new PreferenceSpec()).Prepare(pairs, 1);
        var sorted = new PreferenceOptimization(model, null, new PreferenceSpec { Loss = PreferenceLoss.Aot, Group = 2 });
        var groups = sorted.Prepare(pairs, 1);

        alone.Count.ShouldBe(pairs.Length);
        groups.Count.ShouldBe((pairs.Length + 1) / 2);
        groups.Sum(g => g.TargetCount).ShouldBe(pairs.Length);
        groups[0].ToString().ShouldContain("and 1 more");
        var apart = groups.Sum(g => sorted.Loss([g], true).item<float>());
        sorted.Loss(groups, true).item<float>().ShouldBe(apart, 1e-4f);
    }

    [Fact]
    public void A_penalty_is_added_once_a_step_and_not_to_what_is_measured()
    {
        using var plain = TinyModel.Objective();
        using var objective = new ElasticWeightConsolidation(TinyModel.Objective(), ones_like(plain.Model.Parameters.Values), 2);
        using (no_grad())
            objective.Model.Parameters[TensorNames.FinalNorm].add_(0.5);
        using (no_grad())
            plain.Model.Parameters[TensorNames.FinalNorm].add_(0.5);
        var targets = Examples.Sum(e => e.TargetCount);
        var penalty = 0.25f * TinyModel.Config.HiddenSize;
        var parts = Examples.Select(e => objective.Loss([e], true).item<float>()).Sum() / targets;

        parts.ShouldBe((plain.Loss(Examples, true).item<float>() / targets) + penalty, 1e-4f);
        objective.Loss(Examples, false).item<float>().ShouldBe(plain.Loss(Examples, false).item<float>(), 1e-4f);
    }

    [Fact]
    public void Settings_out_of_range_and_models_that_do_not_fit_are_listed_at_once()
    {
        using var model = TinyModel.Create();
        using var larger = LanguageModel.Create(TinyModel.Config with { VocabularySize = 99 }, 1);
        var soft = new DistillationSettings
        {
            Temperature = 0,
            Beta = 1,
            HardShare = 2,
        };
        Should.Throw<InputException>(() => new Distillation(model, larger, soft)).Problems.Count.ShouldBe(4);
        var loss = new PreferenceSpec
        {
            Beta = 0,
            LabelSmoothing = 0.5,
            Loss = PreferenceLoss.Ipo,
        };
        Should.Throw<InputException>(() => new PreferenceOptimization(model, null, loss)).Problems.Count.ShouldBe(3);
        var exo = new PreferenceSpec
        {
            Loss = PreferenceLoss.Exo,
            Temperature = 0,
            Group = 0,
        };
        Should.Throw<InputException>(() => new PreferenceOptimization(model, null, exo)).Problems.Count.ShouldBe(3);
        Should.Throw<InputException>(() => new ElasticWeightConsolidation(TinyModel.Objective(), ones(3), 1));
        Should.Throw<InputException>(() => new ElasticWeightConsolidation(TinyModel.Objective(), ones(3), -1));
    }

    private static double Likelihood(TokenizedExample example)
    {
        using var objective = new CausalLanguageModelling(TinyModel.Create());
        return -objective.Loss([example], false).item<float>();
    }
}
