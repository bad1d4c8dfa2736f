using Clt.Engine.Adapters;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using Clt.Plugins.Training.Adapters;

namespace Clt.Engine.Tests.Adapters;

public sealed class AdapterTrainingTests : IDisposable
{
    private static readonly LoraSettings Small = new() { Rank = 2, Alpha = 4 };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_is_stopped_goes_on_to_the_same_adapter_on_an_untouched_base()
    {
        using (var model = TinyModel.Create())
            model.Save(_folder["base"]);
        var whole = Trainer.Run(Job("whole"));
        using var cancel = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => Trainer.Run(Job("parts"), new StopAfter(3, cancel), cancel.Token));
        var parts = Trainer.Run(Job("parts"));

        parts.WeightsHash.ShouldBe(whole.WeightsHash);
        whole.LastLoss.ShouldBeLessThan(whole.FirstLoss);
        Directory
            .GetFiles(whole.ModelFolder)
            .Select(Path.GetFileName)
            .ShouldBe([Adapter.ConfigFile, Adapter.WeightsFile], ignoreOrder: true);
        using var adapted = LanguageModel.Load(whole.ModelFolder);
        using var bare = LanguageModel.Load(_folder["base"]);
        adapted.Adapters.Active.Count.ShouldBe(1);
        adapted.Parameters.Values.bytes.SequenceEqual(bare.Parameters.Values.bytes).ShouldBeTrue();
        LoraAdapterTests.Distance(LoraAdapterTests.Logits(adapted), LoraAdapterTests.Logits(bare)).ShouldBeGreaterThan(1e-3);
    }

    [Fact]
    public void A_run_of_two_sets_of_weights_is_refused()
    {
        using var model = TinyModel.Create();
        model.Adapters.Add("first", Small, 1);
        model.Adapters.Add("second", Small, 1);
        Should.Throw<InputException>(() => AdaptedModel.Of(model)).Message.ShouldContain("'first', adapter 'second'");
        model.Adapters["first"].Parameters.Freeze("*");
        AdaptedModel.Of(model).Trained.ShouldBe(model.Adapters["second"].Parameters);
        model.Parameters.Thaw("final_norm");
        Should.Throw<InputException>(() => AdaptedModel.Of(model)).Message.ShouldContain("base, adapter 'second'");
        model.Adapters.Activate();
        AdaptedModel.Of(model).ShouldBe(model);
    }

    [Fact]
    public void An_adapter_whose_base_is_not_there_says_which_it_was()
    {
        using (var model = TinyModel.Create())
            model.Adapters.Add("a", Small, 1, "gone/model").Save(_folder["a"]);
        Should.Throw<InputException>(() => LanguageModel.Load(_folder["a"])).Message.ShouldContain("'gone/model'");
        using (var model = TinyModel.Create())
            model.Adapters.Add("b", new BottleneckSpec(), 1).Save(_folder["b"]);
        Should.Throw<InputException>(() => LanguageModel.Load(_folder["b"])).Message.ShouldContain("names no base");
    }

    private TrainingJob Job(string name)
    {
        var settings = new TrainingSettings
        {
            Batch = 4,
            Steps = 6,
            Schedule = new ConstantSchedule(0.01),
            CheckpointEvery = 2,
        };
        return new TrainingJob(_folder[name], "job", Objective, TinyModel.Examples(24), [], settings, 1);

        IObjective Objective()
        {
            var model = LanguageModel.Load(_folder["base"]);
            model.Adapters.Add("lora", Small, 1, _folder["base"]);
            return new CausalLanguageModelling(model);
        }
    }

    private sealed class StopAfter(int step, CancellationTokenSource cancel) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Row?.Step == step)
                cancel.Cancel();
        }
    }
}
