using System.Text.Json;
using Clt.Testing;

namespace Clt.Host.Tests.EndToEnd;

/// <summary><c>clt verify model</c> on real directories.</summary>
public sealed class GoldenVerifyModelTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [DataFact("stories260k")]
    public void A_model_that_agrees_with_its_reference_exits_with_0()
    {
        var result = _clt.Run("verify", "model", Path.Combine(SharedFolder.Data, "stories260k"));

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("260,032");
        result.Output.ShouldContain("within tolerance");
        result.Output.ShouldNotContain("BAD");
    }

    [GoldenFact("models")]
    public void A_model_that_does_not_exits_with_1_and_a_plugins_family_is_known()
    {
        var models = Path.Combine(SharedFolder.Golden, "models");
        var other = Path.Combine(models, "qwen3", "reference.safetensors");

        var result = _clt.Run("verify", "model", Path.Combine(models, "mistral"), "--reference", other, "--json");

        result.ExitCode.ShouldBe(1, result.ToString());
        using var document = JsonDocument.Parse(result.Output);
        document.RootElement.GetProperty("ok").GetBoolean().ShouldBeFalse();
        document.RootElement.GetProperty("model").GetProperty("family").GetString().ShouldBe("mistral");
        document
            .RootElement.GetProperty("checks")
            .EnumerateArray()
            .Single(c => c.GetProperty("name").GetString() == "logits")
            .GetProperty("ok")
            .GetBoolean()
            .ShouldBeFalse();
    }

    [GoldenFact("models")]
    public void An_encoder_decoder_is_compared_with_the_reference_beside_it()
    {
        var result = _clt.Run("verify", "model", Path.Combine(SharedFolder.Golden, "models", "mbart50"));

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("decoder");
        result.Output.ShouldContain("beam4_eos ids");
        result.Output.ShouldContain("within tolerance");
    }

    [Fact]
    public void A_folder_without_a_model_is_wrong_input()
    {
        var result = _clt.Run("verify", "model", "nowhere");

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("config.json");
    }
}
