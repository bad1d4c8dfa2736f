using System.Text.Json;
using Clt.Testing;

namespace Clt.Engine.Tests.Models.Seq2Seq;

/// <summary>What the families of models with an encoder and a decoder read besides the configuration.</summary>
public sealed class GoldenPairFamilyTests
{
    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownPairFolders), MemberType = typeof(GoldenFolders))]
    public void Generation_settings_have_precedence_over_the_configuration(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(GoldenFolders.Of(folder), "generation_config.json")));
        var config = (SequenceToSequenceConfig)GoldenFolders.Families.ReadFolder(GoldenFolders.Of(folder));

        config.Eos.ShouldBe([Id("eos_token_id")!.Value]);
        config.DecoderStart.ShouldBe(Id("decoder_start_token_id")!.Value);
        config.ForcedBos.ShouldBe(Id("forced_bos_token_id"));
        config.ForcedEos.ShouldBe(Id("forced_eos_token_id"));
        config.GenerationJson!.TrimEnd().ShouldBe(document.RootElement.GetRawText());

        int? Id(string name) => document.RootElement.TryGetProperty(name, out var id) ? id.GetInt32() : null;
    }
}
