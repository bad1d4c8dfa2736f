using System.Text.Json;
using System.Text.Json.Nodes;
using Clt.Plugins.Models.Encoders;

namespace Plugins.Tests.Models;

/// <summary>
/// What the encoders' families read where a file says nothing, or nonsense. That they compute what transformers computes is proved on the
/// goldens.
/// </summary>
public sealed class EncoderFamilyTests
{
    private static readonly IModelFamily[] Families = [new BertFamily(), new XlmRobertaFamily(), new EsmFamily()];

    [Fact]
    public void Names_and_architectures_are_unique()
    {
        Families.Select(f => f.Info.Name).ShouldBeUnique();
        Families.SelectMany(f => f.Info.Architectures).ShouldBeUnique();
        var home = typeof(BertFamily);
        var here = home.Assembly.GetExportedTypes().Where(t => t.Namespace == home.Namespace);
        Families.Length.ShouldBe(here.Count(t => t.IsAssignableTo(typeof(IModelFamily))));
    }

    [Fact]
    public void An_empty_configuration_lists_every_missing_size_at_once()
    {
        foreach (var family in Families)
        {
            var fault = Should.Throw<InputException>(() => Read(family, []));
            fault
                .Problems.Select(p => p.What)
                .ShouldBe(
                    [
                        "'hidden_size' is missing",
                        "'num_attention_heads' is missing",
                        "'vocab_size' is missing",
                        "'num_hidden_layers' is missing",
                        "'intermediate_size' is missing",
                    ],
                    ignoreOrder: true
                );
        }
    }

    [Fact]
    public void Every_architecture_has_its_head_and_labels_where_it_classifies()
    {
        foreach (var family in Families)
        {
            var read = family.Info.Architectures.Select(a => Read(family, Labelled(a))).ToList();
            read.Select(c => c.Head).ShouldBe(Enum.GetValues<EncoderHead>(), ignoreOrder: true);
            read.ShouldAllBe(c => c.Labels.Count == (c.Head == EncoderHead.None || c.Head == EncoderHead.MaskedLanguageModel ? 0 : 2));
            read.ShouldAllBe(c => c.TokenLabels.Count == (c.Head == EncoderHead.Joint ? 2 : 0));
        }
    }

    private static JsonObject Labelled(string architecture)
    {
        var json = Common(("architectures", new JsonArray(architecture)));
        if (architecture.EndsWith("JointClassification", StringComparison.Ordinal))
            json["token_labels"] = new JsonArray("O", "B-time");
        return json;
    }

    [Fact]
    public void Positions_of_XLM_R_start_behind_the_padding()
    {
        var read = Read(new XlmRobertaFamily(), Common(("max_position_embeddings", 514)));
        (read.PositionOffset, read.ContextLength).ShouldBe((2, 512));
        Read(new XlmRobertaFamily(), Common(("max_position_embeddings", 514), ("pad_token_id", 4))).ContextLength.ShouldBe(509);
        Read(new BertFamily(), Common(("max_position_embeddings", 514), ("pad_token_id", 4))).ContextLength.ShouldBe(514);
    }

    [Fact]
    public void Labels_are_those_of_the_file_in_the_order_of_their_ids()
    {
        var config = Classifier(("id2label", JsonNode.Parse("""{"2": "c", "0": "a", "1": "b"}""")));
        config.Labels.ShouldBe(["a", "b", "c"]);
        Classifier(("num_labels", 4)).Labels.ShouldBe(["LABEL_0", "LABEL_1", "LABEL_2", "LABEL_3"]);
        Classifier(("num_labels", 1)).Problem.ShouldBe(SequenceProblem.Regression);
        Classifier(("num_labels", 5), ("problem_type", "multi_label_classification")).Problem.ShouldBe(SequenceProblem.MultiLabel);
    }

    [Theory]
    [InlineData("num_labels", "4", "'num_labels' is 4 but 'id2label' has 2")]
    [InlineData("id2label", """{"0": "a", "2": "b"}""", "ids in 'id2label' are 0, 2")]
    [InlineData("id2label", """{"zero": "a"}""", "'id2label' has zero")]
    [InlineData("label2id", """{"a": 1}""", "'label2id' has a: 1")]
    [InlineData("problem_type", "\"ranking\"", "'problem_type' is 'ranking'")]
    public void Labels_that_contradict_each_other_are_refused(string field, string value, string named)
    {
        var fault = Should.Throw<InputException>(() =>
            Classifier(("id2label", JsonNode.Parse("""{"0": "a", "1": "b"}""")), (field, JsonNode.Parse(value)))
        );
        fault.Message.ShouldContain(named);
    }

    [Theory]
    [InlineData("hidden_act", "\"mish\"", "mish")]
    [InlineData("position_embedding_type", "\"relative_key\"", "relative_key")]
    [InlineData("is_decoder", "true", "'is_decoder' is true")]
    [InlineData("add_cross_attention", "true", "'add_cross_attention' is true")]
    [InlineData("num_attention_heads", "5", "not a multiple of 5")]
    [InlineData("max_position_embeddings", "2", "leaves no position")]
    public void What_is_not_supported_is_named(string field, string value, string named)
    {
        var fault = Should.Throw<InputException>(() => Read(new XlmRobertaFamily(), Common((field, JsonNode.Parse(value)))));
        fault.Problems.ShouldHaveSingleItem().What.ShouldContain(named);
    }

    [Fact]
    public void Another_head_is_written_into_the_configuration_and_read_back()
    {
        foreach (var family in Families)
        {
            var body = Read(family, Common(("architectures", new JsonArray(family.Info.Architectures[1]))));
            var tagged = body.WithHead(EncoderHead.Tokens, ["O", "B-PER", "I-PER"]);
            var read = Read(family, JsonNode.Parse(tagged.Json)!.AsObject());
            read.Head.ShouldBe(EncoderHead.Tokens);
            read.Labels.ShouldBe(["O", "B-PER", "I-PER"]);
            var again = Read(
                family,
                JsonNode.Parse(tagged.WithHead(EncoderHead.Sequence, ["x"], SequenceProblem.MultiLabel).Json)!.AsObject()
            );
            (again.Problem, again.Labels.Single()).ShouldBe((SequenceProblem.MultiLabel, "x"));
            Should.Throw<InputException>(() => body.WithHead(EncoderHead.Tokens)).Message.ShouldContain("0 labels");
            Should.Throw<InputException>(() => body.WithHead(EncoderHead.None, ["a"])).Message.ShouldContain("1 labels");
            Should.Throw<InputException>(() => body.WithHead(EncoderHead.Sequence, ["a", "a"])).Message.ShouldContain("twice");
        }
    }

    private static EncoderConfig Classifier(params ReadOnlySpan<(string Name, JsonNode? Value)> fields) =>
        Read(new BertFamily(), Common([("architectures", new JsonArray("BertForSequenceClassification")), .. fields]));

    private static JsonObject Common(params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        var json = new JsonObject
        {
            ["num_attention_heads"] = 4,
            ["hidden_size"] = 32,
            ["intermediate_size"] = 48,
            ["num_hidden_layers"] = 2,
            ["vocab_size"] = 99,
        };
        foreach (var (name, value) in fields)
            json[name] = value;
        return json;
    }

    private static EncoderConfig Read(IModelFamily family, JsonObject json)
    {
        using var document = JsonDocument.Parse(json.ToJsonString());
        return (EncoderConfig)family.Configure(document.RootElement, "here");
    }
}
