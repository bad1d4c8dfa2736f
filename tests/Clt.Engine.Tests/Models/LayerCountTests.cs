using System.Diagnostics;
using System.Text.Json.Nodes;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Tests.Devices;

namespace Clt.Engine.Tests.Models;

/// <summary>A configuration with far more layers than weights is refused before a model of so many is made.</summary>
public class LayerCountTests
{
    private const int Many = 50_000_000;

    // mBART's files name num_hidden_layers too, which nothing reads.
    private static readonly string[] Fields = ["encoder_layers", "num_decoder_layers", "num_layers", "n_layer", "num_hidden_layers"];

    [Fact]
    public void More_layers_than_tensors_are_refused_at_once_in_every_family()
    {
        using var folder = new TemporaryFolder();
        foreach (var architecture in SmallConfigs.Architectures.Where(a => a != "WarmStartedEncoderDecoder"))
        {
            using (var model = Made(SmallConfigs.Of(architecture)))
                model.Save(folder[architecture]);
            var config = Path.Combine(folder[architecture], "config.json");
            var json = JsonNode.Parse(File.ReadAllText(config))!.AsObject();
            var field = Fields.First(f => json.ContainsKey(f));
            json[field] = Many;
            File.WriteAllText(config, json.ToJsonString());

            var clock = Stopwatch.StartNew();
            var fault = Should.Throw<InputException>(() => ModelFolder.Load(folder[architecture], SmallConfigs.Families), architecture);
            fault.Message.ShouldContain("layers", Case.Sensitive, architecture);
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5), architecture);
        }
    }

    private static ITrainableModel Made(ModelConfig config) =>
        config switch
        {
            DecoderConfig decoder => LanguageModel.Create(decoder, 1),
            EncoderConfig encoder => EncoderModel.Create(encoder, 1),
            SequenceToSequenceConfig pair => SequenceToSequenceModel.Create(pair, 1),
            _ => throw new ArgumentOutOfRangeException(nameof(config), config.GetType().Name, "A model of an unknown kind."),
        };
}
