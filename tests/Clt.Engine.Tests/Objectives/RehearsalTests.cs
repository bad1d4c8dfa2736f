using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using Clt.Plugins.Training.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Objectives;

/// <summary>Episodic memories: what is kept, what is drawn, and how it holds a step back.</summary>
public class RehearsalTests
{
    private const string Opposed = "opposed";

    [Fact]
    public void A_reservoir_keeps_each_example_of_the_stream_with_one_probability()
    {
        var stream = TinyModel.Examples(12);
        var kept = Enumerable.Range(0, 2000).SelectMany(seed => EpisodicMemory.Reservoir(stream, 3, seed)).CountBy(e => e.ItemId).ToList();

        kept.Count.ShouldBe(12);
        // Of 2,000 memories a quarter, 500, with a deviation of 19.
        kept.ShouldAllBe(k => k.Value > 400 && k.Value < 600);
        Names(EpisodicMemory.Reservoir(stream.Take(2), 3, 1)).ShouldBe(Names(stream.Take(2)), "there is room for all");
    }

    [Fact]
    public void A_step_draws_distinct_examples_by_its_seed()
    {
        var memory = new EpisodicMemory(TinyModel.Examples(8), 5);
        memory.Draw(1).Distinct().Count().ShouldBe(5);
        Names(memory.Draw(1)).ShouldBe(Names(memory.Draw(1)));
        Names(memory.Draw(2)).ShouldNotBe(Names(memory.Draw(1)));
        new EpisodicMemory(TinyModel.Examples(2), 5).Draw(1).Count.ShouldBe(2);
    }

    [Fact]
    public void Held_out_examples_are_measured_without_the_memory()
    {
        using var objective = new Rehearsal(TinyModel.Objective(), new EpisodicMemory(TinyModel.Examples(8), 4), guards: false);
        var own = TinyModel.Examples(2);
        objective.Prepare(own, 1).Count.ShouldBe(6);
        objective.PrepareHeldOut(own, 1).Count.ShouldBe(2);
    }

    [Fact]
    public void A_gradient_against_the_guards_is_taken_away_and_any_other_stays()
    {
        var own = TinyModel.Examples(6);
        var free = Gradient(own, []);
        var along = Gradient(own, own);
        var against = Gradient(own, [.. own.Select(e => e with { ItemId = Opposed })]);

        Largest(free).ShouldBeGreaterThan(1e-3f);
        along.ShouldBe(free);
        // Their loss is the step's own turned round: nothing is left that does not raise it.
        Largest(against).ShouldBeLessThan(1e-5f * Largest(free) + 1e-6f);
    }

    private static string[] Names(IEnumerable<TrainingExample> examples) => [.. examples.Select(e => e.ItemId)];

    private static float Largest(float[] values) => values.Max(Math.Abs);

    private static float[] Gradient(IReadOnlyList<TrainingExample> own, IReadOnlyList<TrainingExample> guards)
    {
        using var objective = new Turned(TinyModel.Objective());
        using var ranks = new Ranks(null);
        var settings = new TrainingSettings { Steps = 1, Schedule = new ConstantSchedule(1e-2) };
        using var state = new TrainedState(objective.Model.Trained, settings, ranks);
        TrainingExample[] prepared = [.. own, .. guards.Select(g => new GuardExample(g))];
        new TrainingStep(objective, state, int.MaxValue, 1, ranks).Accumulate(PreparedStep.Of(own, prepared), 0);
        return [.. state.Gradients.data<float>()];
    }

    /// <summary>The loss of opposed examples has the other sign.</summary>
    private sealed class Turned(IObjective inner) : IObjective
    {
        public ITrainableModel Model => inner.Model;

        public IReadOnlyList<TrainingExample> Prepare(IReadOnlyList<TrainingExample> examples, Seed seed) => inner.Prepare(examples, seed);

        public Tensor Loss(IReadOnlyList<TrainingExample> examples, bool training) =>
            examples.All(e => e.ItemId == Opposed) ? -inner.Loss(examples, training) : inner.Loss(examples, training);

        public void Dispose() => inner.Dispose();
    }
}
