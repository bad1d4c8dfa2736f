using System.Diagnostics;
using System.Text.Json.Nodes;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Tests.Devices;

namespace Clt.Engine.Tests.Models;

/// <summary>Configurations of models that cannot be are refused before such a model is made.</summary>
public class ImpossibleConfigTests
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
            Save(architecture, folder[architecture], json => json[Fields.First(f => json.ContainsKey(f))] = Many);

            var clock = Stopwatch.StartNew();
            var fault = Should.Throw<InputException>(() => ModelFolder.Load(folder[architecture], SmallConfigs.Families), architecture);
            fault.Message.ShouldContain("layers", Case.Sensitive, architecture);
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5), architecture);
        }
    }

    [Fact]
    public void More_labels_without_names_than_a_classifier_has_are_refused()
    {
        using var folder = new TemporaryFolder();
        Save(
            "EsmForSequenceClassification",
            folder["m"],
            json =>
            {
                json.Remove("id2label");
                json.Remove("label2id");
                json["num_labels"] = Many;
            }
        );

        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = Should.Throw<InputException>(() => SmallConfigs.Families.ReadFolder(folder["m"]));
        fault.Message.ShouldContain($"'num_labels' is {Many}");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(50_000_000);
    }

    [Fact]
    public void Sizes_that_no_memory_holds_are_refused()
    {
        using var folder = new TemporaryFolder();
        Save("LlamaForCausalLM", folder["m"], json => (json["hidden_size"], json["vocab_size"]) = (1 << 24, 1 << 24));

        var fault = Should.Throw<InputException>(() => ModelFolder.Load(folder["m"], SmallConfigs.Families));
        fault.Message.ShouldContain("do not fit into memory");
    }

    /// <summary>Valid JSON until the text is asked for.</summary>
    [Fact]
    public void Half_a_character_is_refused()
    {
        var fault = Should.Throw<InputException>(() => SmallConfigs.Families.Read("""{"architectures": ["\ud800"]}""", "config.json"));
        fault.Message.ShouldContain("cannot be read");
        fault.Message.ShouldContain("config.json");
    }

    /// <summary>A model in a folder, whose configuration is changed afterwards.</summary>
    private static void Save(string architecture, string folder, Action<JsonObject> change)
    {
        using (var model = Made(SmallConfigs.Of(architecture)))
            model.Save(folder);
        var config = Path.Combine(folder, "config.json");
        var json = JsonNode.Parse(File.ReadAllText(config))!.AsObject();
        change(json);
        File.WriteAllText(config, json.ToJsonString());
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
