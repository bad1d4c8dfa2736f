using Clt.Engine.Devices;
using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Engine.Objectives;

namespace Clt.Engine.Tests.Devices;

public sealed class MetaFamilyTests
{
    [Fact]
    public void A_training_step_of_a_decoder_leaves_nothing_on_the_host()
    {
        using var objective = new CausalLanguageModelling(LanguageModel.Create(TinyModel.Config, 1, device: ComputeDevice.Meta));
        Meta.Train(objective, TinyModel.Examples(4));
    }

    [Fact]
    public void Generation_leaves_nothing_on_the_host()
    {
        using var model = LanguageModel.Create(TinyModel.Config, 1, device: ComputeDevice.Meta);
        Meta.Run(() => TextGenerator.Generate(model, null, [[3, 4, 5], [3, 4, 6, 7]], new GenerationSettings { MaxNewTokens = 3 }, 1));
    }
}
