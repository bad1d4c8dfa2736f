using System.Text.Json;
using System.Text.Json.Nodes;
using Clt.Engine.Models;
using Clt.Engine.Tests.Models;
using Clt.Testing;

namespace Clt.Engine.Tests.Field;

/// <summary>
/// Fields of a <c>config.json</c> that would change the computation: each is read, known to be harmless, or refused by its name.
/// </summary>
public sealed class UnreadFieldsTests
{
    [GoldenFact("models")]
    public void Every_field_of_every_golden_configuration_is_read_or_known_to_be_harmless()
    {
        var read = 0;
        foreach (var path in Directory.EnumerateFiles(SharedFolder.Golden, "config*.json", SearchOption.AllDirectories))
        {
            Should.NotThrow(() => GoldenFolders.Families.Read(File.ReadAllText(path), path));
            read++;
        }

        read.ShouldBeGreaterThan(30);
    }

    /// <summary>In every family, so that none can forget to ask.</summary>
    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownModels), MemberType = typeof(GoldenFolders))]
    public void A_field_that_nothing_reads_is_refused_by_its_name(string folder, string config)
    {
        foreach (
            var (name, value) in new (string, string)[]
            {
                ("quantization_config", """{"quant_method": "gptq", "bits": 4}"""),
                ("alibi_scale", "0.5"),
                ("注意力", "\"全\""),
                ("partial_rotary_factor", "0.5"),
            }
        )
        {
            var json = JsonNode.Parse(File.ReadAllText(Path.Combine(GoldenFolders.Of(folder), config)))!.AsObject();
            json[name] = JsonNode.Parse(value);
            var fault = Should.Throw<InputException>(() => GoldenFolders.Families.Read(json.ToString(), "here"), name);
            fault.Problems.ShouldHaveSingleItem().What.ShouldStartWith($"'{name}' is ");
        }
    }

    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownModels), MemberType = typeof(GoldenFolders))]
    public void What_writers_add_and_null_are_no_fault(string folder, string config)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(GoldenFolders.Of(folder), config)))!.AsObject();
        (json["_name_or_path"], json["unheard_of"], json["task_specific_params"]) = ("模型", null, new JsonObject { ["a"] = 1 });
        (json["num_beams"], json["gradient_checkpointing"], json["pruned_heads"]) = (4, false, new JsonObject());
        Should.NotThrow(() => GoldenFolders.Families.Read(json.ToString(), "here"));
    }

    [Theory]
    [InlineData("\"linear\"")]
    [InlineData("[\"linear\", 2]")]
    [InlineData("2.0")]
    [InlineData("{\"rope_type\": 3}")]
    [InlineData("{\"rope_type\": \"yarn\", \"factor\": 2}")]
    [InlineData("{\"type\": \"线性\", \"factor\": 2}")]
    [InlineData("{\"factor\": 2}")]
    [InlineData("{\"rope_type\": \"linear\", \"factor\": 2, \"attention_factor\": 1.5}")]
    [InlineData("{\"rope_type\": \"linear\", \"type\": \"dynamic\", \"factor\": 2}")]
    [InlineData("{\"rope_type\": \"linear\", \"factor\": \"2\"}")]
    [InlineData("{\"rope_type\": \"linear\", \"factor\": 0}")]
    [InlineData("{\"rope_type\": \"default\", \"partial_rotary_factor\": 0.25}")]
    public void A_scaling_that_is_not_understood_is_refused_in_both_forms(string scaling)
    {
        foreach (var field in new[] { "rope_scaling", "rope_parameters" })
            Should.Throw<InputException>(() => Llama((field, scaling)), field).Message.ShouldContain("r", Case.Insensitive);
    }

    [Theory]
    [InlineData("{\"rope_type\": \"default\"}", "{\"type\": \"linear\", \"factor\": 2}")]
    [InlineData("{\"rope_type\": \"linear\", \"factor\": 2}", "{\"rope_type\": \"linear\", \"factor\": 4}")]
    [InlineData("{\"rope_type\": \"linear\", \"factor\": 2}", "{\"rope_type\": \"linear\", \"factor\": 2, \"rope_theta\": 5e5}")]
    [InlineData("{\"rope_theta\": 5e5}", "{\"rope_type\": \"llama3\", \"factor\": 8, \"low_freq_factor\": 1, \"high_freq_factor\": 4}")]
    public void Both_forms_that_differ_are_refused(string parameters, string scaling) =>
        Should.Throw<InputException>(() => Llama(("rope_parameters", parameters), ("rope_scaling", scaling))).Message.ShouldContain("rope");

    [Theory]
    [InlineData("{\"rope_type\": \"linear\", \"factor\": 2}", "{\"type\": \"linear\", \"factor\": 2.0}")]
    [InlineData("{\"rope_theta\": 5e5, \"rope_type\": \"default\"}", "{\"rope_type\": \"default\"}")]
    [InlineData("{\"rope_type\": \"linear\", \"factor\": 2, \"type\": \"linear\"}", "null")]
    public void Both_forms_that_say_the_same_are_read(string parameters, string scaling) =>
        Llama(("rope_parameters", parameters), ("rope_scaling", scaling)).Rotary.ShouldBe(Llama(("rope_parameters", parameters)).Rotary);

    [Fact]
    public void Two_bases_that_differ_are_refused() =>
        Should
            .Throw<InputException>(() => Llama(("rope_theta", "1e6"), ("rope_parameters", "{\"rope_theta\": 5e5}")))
            .Message.ShouldContain("500000");

    private static DecoderConfig Llama(params (string Name, string Json)[] fields)
    {
        var json = JsonNode.Parse(TinyModel.Config.Json)!.AsObject();
        json.Remove("rope_theta");
        foreach (var (name, value) in fields)
            json[name] = JsonNode.Parse(value);
        return (DecoderConfig)ModelFamilies.BuiltIn.Read(JsonSerializer.Serialize(json), "test");
    }
}
