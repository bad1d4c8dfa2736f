using System.Runtime.InteropServices;
using Clt.Engine.Data;
using Clt.Engine.Devices;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Devices;

public sealed class OutOfMemoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_step_that_does_not_fit_is_cut_with_the_same_losses_and_said()
    {
        var said = new List<string>();
        var cut = Losses("cut", new Narrow(TinyModel.Objective(), most: 24, afterwards: true), said);

        var whole = Losses("whole", TinyModel.Objective(), []);

        for (var i = 0; i < whole.Count; i++)
            cut[i].ShouldBe(whole[i], 1e-5);
        said.ShouldContain(s => s.Contains("ran out") && s.Contains("at most"));
    }

    [Fact]
    public void An_example_that_does_not_fit_is_an_error_that_names_the_setting()
    {
        var fault = Should.Throw<InputException>(() => Losses("none", new Narrow(TinyModel.Objective(), most: 1, afterwards: false), []));
        fault.Problems.ShouldHaveSingleItem().Mend.ShouldContain("activations");
        fault.Problems[0].Where.ShouldContain("training settings");
    }

    [Fact]
    public void What_libtorch_says_when_it_cannot_get_memory_is_recognised()
    {
        var real = Should.Throw<Exception>(() => empty(1L << 50));
        OutOfMemory.Is(new ExternalException("CUDA out of memory. Tried to allocate 2.00 GiB.")).ShouldBeTrue();
        OutOfMemory.Is(real).ShouldBeTrue(real.Message);
        OutOfMemory.Is(new ExternalException("mat1 and mat2 shapes cannot be multiplied")).ShouldBeFalse();
    }

    private List<double> Losses(string name, IObjective objective, List<string> said)
    {
        var losses = new List<double>();
        var settings = new TrainingSettings
        {
            Steps = 3,
            Batch = 8,
            Schedule = new ConstantSchedule(1e-2),
        };
        var job = new TrainingJob(_folder[name], name, () => objective, TinyModel.Examples(8), [], settings, 1);
        Trainer.Run(
            job,
            new Hearing(progress =>
            {
                if (progress.Row is { } row)
                    losses.Add(row.Loss);
                if (progress.Message is { } message)
                    said.Add(message);
            })
        );
        return losses;
    }

    private sealed class Hearing(Action<TrainingProgress> hear) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => hear(value);
    }

    /// <summary>
    /// Fails as libtorch does where a micro-batch has too many tokens: at once, or when its backward pass has added part of its gradients.
    /// </summary>
    private sealed class Narrow(IObjective inner, int most, bool afterwards) : IObjective
    {
        public ITrainableModel Model => inner.Model;

        public IReadOnlyList<TrainingExample> Prepare(IReadOnlyList<TrainingExample> examples, Seed seed) => inner.Prepare(examples, seed);

        public Tensor Loss(IReadOnlyList<TrainingExample> examples, bool training)
        {
            var isTooLarge = examples.Sum(e => e.TokenCount) > most;
            if (isTooLarge && afterwards && training)
                inner.Loss(examples, training).backward();
            return isTooLarge ? throw new ExternalException("CUDA out of memory.") : inner.Loss(examples, training);
        }

        public void Dispose() => inner.Dispose();
    }
}
