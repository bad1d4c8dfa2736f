using Clt.Engine.Adapters;
using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Engine.Tests.Models;
using Clt.Plugins.Training.Adapters;
using Clt.Testing;

namespace Clt.Engine.Tests.Adapters;

/// <summary>What is planned of an adapter is what is made.</summary>
public class AdapterSizeTests
{
    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownModelFolders), MemberType = typeof(GoldenFolders))]
    public void Golden_models_of_every_kind_have_the_parameters_and_adapters_that_were_planned(string folder)
    {
        using var model = ModelFolder.Load(GoldenFolders.Of(folder), GoldenFolders.Families);
        var planned = ParameterLayout.Of(model.Config);
        planned.Select(s => (s.Name, s.Count)).Order().ShouldBe(model.Parameters.Specs.Select(s => (s.Name, s.Count)).Order());
        foreach (
            var settings in new[]
            {
                new LoraSettings { Rank = 3 },
                new LoraSettings { Rank = 2, Dora = true },
            }
        )
            Made(model, (adapters, name) => adapters.Add(name, settings, 1)).ShouldBe(settings.Parameters(model.Config));
        foreach (var placement in Enum.GetValues<AdapterPlacement>())
        {
            var settings = new BottleneckSpec { Placement = placement, Norm = placement == AdapterPlacement.Block };
            Made(model, (adapters, name) => adapters.Add(name, settings, 1)).ShouldBe(settings.Parameters(model.Config));
        }
    }

    [Fact]
    public void Wrong_settings_are_found_without_a_model()
    {
        Should
            .Throw<InputException>(() => new LoraSettings { Targets = ["q_prof"] }.Parameters(TinyModel.Config))
            .Message.ShouldContain("q_proj");
        Should
            .Throw<InputException>(() => new LoraSettings { Rank = 0, Dropout = 1 }.Parameters(TinyModel.Config))
            .Problems.Count.ShouldBe(2);
        Should.Throw<InputException>(() => new BottleneckSpec { Width = 0 }.Parameters(TinyModel.Config));
        foreach (var wrong in new[] { 0, -1, double.NaN, double.PositiveInfinity })
            Should.Throw<InputException>(() => new BottleneckSpec { Deviation = wrong }.Parameters(TinyModel.Config));
    }

    private static long Made(ITrainableModel model, Func<AdapterSet, string, Adapter> add)
    {
        // An encoder's head is trained beside it, and planned beside it.
        var count = add(model.Adapters!, "made").Own.Sum(s => s.Count);
        model.Adapters!.Remove("made");
        return count;
    }
}
