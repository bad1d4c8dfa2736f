using System.Text;
using Clt.Engine.Adapters;
using Clt.Engine.Models;
using Clt.Engine.Tests.Devices;
using Clt.Formats.Safetensors;

namespace Clt.Fuzz.Tests.Kinds;

/// <summary>Model folders of Hugging Face's form: configurations of every architecture, weights in one file or several, adapters.</summary>
internal static class ModelKinds
{
    private const string Weights = "model.safetensors",
        Index = "model.safetensors.index.json";

    public static FuzzKind Config() =>
        FuzzKind.OfFile(
            "config.json",
            "config.json",
            SmallConfigs.Architectures.Select(a => SmallConfigs.Of(a).Json),
            path => SmallConfigs.Families.ReadFolder(Path.GetDirectoryName(path)!)
        );

    public static FuzzKind Folder() => new("model folder", [Saved("LlamaForCausalLM"), Saved("GPT2LMHeadModel")], _ => true, Load);

    /// <summary>Two files and the index that parts the tensors among them.</summary>
    public static FuzzKind Sharded() => new("sharded model folder", [Parted(Saved("LlamaForCausalLM"))], f => f != "config.json", Load);

    public static FuzzKind Adapter()
    {
        var folder = Directory.CreateTempSubdirectory("clt-fuzz-adapter-").FullName;
        using (var model = LanguageModel.Create(SmallConfigs.Of("LlamaForCausalLM"), 1))
        {
            var made = model.Adapters.Add("a", new LoraSettings { Rank = 2 }, 1, "base");
            made.Save(folder);
        }

        var files = Files(folder);
        return new(
            "adapter",
            [files],
            _ => true,
            damaged =>
            {
                using var model = LanguageModel.Create(SmallConfigs.Of("LlamaForCausalLM"), 1);
                model.Adapters.Load("a", damaged);
            }
        );
    }

    private static void Load(string folder) => ModelFolder.Load(folder, SmallConfigs.Families).Dispose();

    private static Dictionary<string, byte[]> Saved(string architecture)
    {
        var folder = Directory.CreateTempSubdirectory("clt-fuzz-model-").FullName;
        using (var model = LanguageModel.Create(SmallConfigs.Of(architecture), 1))
            model.Save(folder);
        return Files(folder);
    }

    private static Dictionary<string, byte[]> Parted(Dictionary<string, byte[]> whole)
    {
        var folder = Directory.CreateTempSubdirectory("clt-fuzz-shards-").FullName;
        var path = Path.Combine(folder, Weights);
        File.WriteAllBytes(path, whole[Weights]);
        var names = new List<string>();
        using (var file = SafetensorsFile.Open(path))
        {
            foreach (var part in file.Entries.Chunk((file.Entries.Count + 1) / 2))
            {
                names.Add($"model-{names.Count + 1:00000}.safetensors");
                SafetensorsWriter.Write(
                    Path.Combine(folder, names[^1]),
                    [.. part.Select(e => TensorToWrite.Of(e.Name, e.Type, [.. e.Shape], file.Bytes(e.Name).ToArray()))]
                );
            }
        }

        File.Delete(path);
        var tensors = names.SelectMany(n => Tensors(Path.Combine(folder, n)).Select(t => $"\"{t}\":\"{n}\"")).ToList();
        var parted = Files(folder);
        parted["config.json"] = whole["config.json"];
        parted[Index] = Encoding.UTF8.GetBytes($"{{\"metadata\":{{\"total_size\":1}},\"weight_map\":{{{string.Join(',', tensors)}}}}}");
        return parted;
    }

    private static List<string> Tensors(string path)
    {
        using var file = SafetensorsFile.Open(path);
        return [.. file.Entries.Select(e => e.Name)];
    }

    /// <summary>The folder's files; the folder is gone.</summary>
    private static Dictionary<string, byte[]> Files(string folder)
    {
        var files = Directory.GetFiles(folder).ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes);
        Directory.Delete(folder, recursive: true);
        return files;
    }
}
