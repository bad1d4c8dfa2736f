using System.Text.Json.Nodes;
using Clt.Engine.Adapters;
using Clt.Testing;

namespace Clt.Engine.Tests.Field;

/// <summary>Settings of PEFT's adapters that would change numbers: refused by name, whatever else the file says.</summary>
public sealed class UnreadAdapterFieldsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("init_lora_weights", "\"pissa\"")]
    [InlineData("init_lora_weights", "\"pissa_niter_16\"")]
    [InlineData("init_lora_weights", "\"olora\"")]
    [InlineData("init_lora_weights", "\"loftq\"")]
    [InlineData("init_lora_weights", "\"corda\"")]
    [InlineData("init_lora_weights", "\"eva\"")]
    [InlineData("init_lora_weights", "\"lora_ga\"")]
    [InlineData("loftq_config", "{\"loftq_bits\": 4}")]
    [InlineData("corda_config", "{\"corda_method\": \"ipm\"}")]
    [InlineData("eva_config", "{\"rho\": 2.0}")]
    [InlineData("use_qalora", "true")]
    [InlineData("ensure_weight_tying", "true")]
    [InlineData("modules_to_save", "[\"lm_head\"]")]
    [InlineData("一个新设置", "1")]
    [InlineData("scale_by_norm", "false")]
    public void What_changes_the_base_or_is_unknown_is_refused_by_name(string name, string value)
    {
        using var model = Adapted();
        Change(name, JsonNode.Parse(value));

        var fault = Should.Throw<InputException>(() => model.Adapters.Load("b", _folder.Path)).Problems.ShouldHaveSingleItem();

        fault.What.ShouldStartWith($"{name} is {(value[0] is '{' or '[' ? "" : value)}");
        fault.Where.ShouldEndWith(Adapter.ConfigFile);
    }

    [Theory]
    [InlineData("init_lora_weights", "false")]
    [InlineData("init_lora_weights", "\"gaussian\"")]
    [InlineData("init_lora_weights", "\"orthogonal\"")]
    [InlineData("unheard_of", "null")]
    [InlineData("peft_version", "\"0.99\"")]
    public void What_changes_nothing_is_read(string name, string value)
    {
        using var model = Adapted();
        Change(name, JsonNode.Parse(value));
        Should.NotThrow(() => model.Adapters.Load("b", _folder.Path));
    }

    [Theory]
    [InlineData("use_dora", "\"yes\"")]
    [InlineData("use_rslora", "1")]
    [InlineData("rank_pattern", "[4]")]
    [InlineData("lora_alpha", "\"十六\"")]
    public void A_setting_of_another_type_is_refused(string name, string value)
    {
        using var model = Adapted();
        Change(name, JsonNode.Parse(value));
        Should.Throw<InputException>(() => model.Adapters.Load("b", _folder.Path));
    }

    [GoldenFact("models/lora")]
    public void Every_field_of_every_golden_adapter_is_known()
    {
        var files = Directory.GetFiles(SharedFolder.Golden, Adapter.ConfigFile, SearchOption.AllDirectories);
        files.Length.ShouldBeGreaterThanOrEqualTo(3);
        foreach (var file in files)
            Should.NotThrow(() => PeftConfig.Read(file));
    }

    private Clt.Engine.Models.LanguageModel Adapted()
    {
        var model = TinyModel.Create();
        model.Adapters.Add("a", new LoraSettings { Rank = 2, Alpha = 4 }, 1).Save(_folder.Path);
        return model;
    }

    private void Change(string name, JsonNode? value)
    {
        var path = _folder[Adapter.ConfigFile];
        var json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        json[name] = value;
        File.WriteAllText(path, json.ToString());
    }
}
