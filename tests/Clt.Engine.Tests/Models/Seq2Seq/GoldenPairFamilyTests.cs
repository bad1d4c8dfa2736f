using System.Text.Json;
using Clt.Engine.Checkpoints;
using Clt.Engine.Models;
using Clt.Testing;

namespace Clt.Engine.Tests.Models.Seq2Seq;

/// <summary>Every folder of a model with an encoder and a decoder: its two configurations are one model, and saving writes what was read.</summary>
public sealed class GoldenPairFamilyTests
{
    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownPairs), MemberType = typeof(GoldenFolders))]
    public void Older_and_newer_field_names_map_alike(string folder, string config) => Read(folder, config).ShouldBe(Read(folder, "config.json"));

    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownPairFolders), MemberType = typeof(GoldenFolders))]
    public void Saving_writes_the_tensors_that_were_read_under_their_names(string folder)
    {
        using var temporary = new TemporaryFolder();
        using (var model = SequenceToSequenceModel.Load(GoldenFolders.Of(folder), GoldenFolders.Families)) model.Save(temporary.Path);

        using var saved = SafetensorsFile.Open(temporary["model.safetensors"]);
        using var original = SafetensorsFile.Open(Path.Combine(GoldenFolders.Of(folder), "model.safetensors"));
        saved.Entries.Count().ShouldBe(original.Entries.Count());
        foreach (var entry in original.Entries)
        {
            saved[entry.Name].Shape.ShouldBe(entry.Shape, entry.Name);
            saved.Floats(entry.Name).ShouldBe(original.Floats(entry.Name), entry.Name);
        }

        using var again = SequenceToSequenceModel.Load(temporary.Path, GoldenFolders.Families);
        again.Config.GenerationJson.ShouldBe(File.ReadAllText(Path.Combine(GoldenFolders.Of(folder), "generation_config.json")));
    }

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

        int? Id(string name) => document.RootElement.TryGetProperty(name, out var id) ? id.GetInt32() : null;
    }

    /// <summary>The configuration as text, without the file it came from.</summary>
    private static string Read(string folder, string config)
    {
        var path = Path.Combine(GoldenFolders.Of(folder), config);
        return JsonSerializer.Serialize((SequenceToSequenceConfig)GoldenFolders.Families.Read(File.ReadAllText(path), path) with { Json = "" });
    }
}
