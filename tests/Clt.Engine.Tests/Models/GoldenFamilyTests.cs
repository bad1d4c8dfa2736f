using System.Text.Json;
using Clt.Engine.Models;
using Clt.Formats.Safetensors;
using Clt.Testing;

namespace Clt.Engine.Tests.Models;

/// <summary>
/// Every model folder whose architecture is known: its two configurations are one model, and saving writes what was read.
/// </summary>
public sealed class GoldenFamilyTests
{
    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownModels), MemberType = typeof(GoldenFolders))]
    public void Older_and_newer_field_names_map_alike(string folder, string config)
    {
        var newer = Read(folder, "config.json");
        var text = Read(folder, config);

        text.ShouldBe(newer);
    }

    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownModelFolders), MemberType = typeof(GoldenFolders))]
    public void Saving_writes_the_tensors_that_were_read_under_their_names(string folder)
    {
        using var temporary = new TemporaryFolder();
        using (var model = ModelFolder.Load(GoldenFolders.Of(folder), GoldenFolders.Families))
            model.Save(temporary.Path);

        using var saved = SafetensorsFile.Open(temporary["model.safetensors"]);
        var read = 0;
        foreach (var path in Directory.EnumerateFiles(GoldenFolders.Of(folder), "model*.safetensors"))
        {
            using var original = SafetensorsFile.Open(path);
            foreach (var entry in original.Entries)
            {
                saved[entry.Name].Shape.ShouldBe(entry.Shape, entry.Name);
                saved.Floats(entry.Name).ShouldBe(original.Floats(entry.Name), entry.Name);
                read++;
            }
        }

        saved.Entries.Count().ShouldBe(read);
        using var again = ModelFolder.Load(temporary.Path, GoldenFolders.Families);
        using var second = new TemporaryFolder();
        again.Save(second.Path);
        File.ReadAllBytes(second["model.safetensors"]).ShouldBe(File.ReadAllBytes(temporary["model.safetensors"]));
    }

    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownModelFolders), MemberType = typeof(GoldenFolders))]
    public void Names_without_the_optional_prefix_are_read_too(string folder)
    {
        using var temporary = new TemporaryFolder();
        using var model = ModelFolder.Load(GoldenFolders.Of(folder), GoldenFolders.Families);
        var prefix = model.Config.OptionalPrefix;
        var tensors = Directory
            .EnumerateFiles(GoldenFolders.Of(folder), "model*.safetensors")
            .SelectMany(path =>
            {
                using var file = SafetensorsFile.Open(path);
                return file
                    .Entries.Select(e =>
                        TensorToWrite.Of(
                            e.Name.StartsWith(prefix) ? e.Name[prefix.Length..] : e.Name,
                            TensorType.F32,
                            e.Shape,
                            file.Floats(e.Name)
                        )
                    )
                    .ToList();
            });
        SafetensorsWriter.Write(temporary["model.safetensors"], tensors, new Dictionary<string, string>());
        File.Copy(Path.Combine(GoldenFolders.Of(folder), "config.json"), temporary["config.json"]);

        using var bare = ModelFolder.Load(temporary.Path, GoldenFolders.Families);

        bare.Parameters.Values.data<float>().ToArray().ShouldBe(model.Parameters.Values.data<float>().ToArray());
    }

    /// <summary>The configuration as text, without the file it came from.</summary>
    private static string Read(string folder, string config)
    {
        var path = Path.Combine(GoldenFolders.Of(folder), config);
        return JsonSerializer.Serialize<object>(GoldenFolders.Families.Read(File.ReadAllText(path), path) with { Json = "" });
    }
}
