using System.Text.Json;
using Clt.Engine.Adapters;
using Clt.Engine.Models;
using Clt.Engine.Tests.Models;
using Clt.Testing;

namespace Clt.Engine.Tests.Adapters;

/// <summary>The adapters of the references.</summary>
public static class GoldenAdapters
{
    private static readonly string Models = Path.Combine(SharedFolder.Golden, "models");
    private static readonly string Training = Path.Combine(SharedFolder.Golden, "training");

    /// <summary>Folders below <c>models/lora</c>.</summary>
    public static TheoryData<string> OfModels() => Names(Path.Combine(Models, "lora"), "reference.safetensors");

    /// <summary>Folders below <c>training/adapters</c> with the end of a training run.</summary>
    public static TheoryData<string> OfTraining() => Names(Path.Combine(Training, "adapters"), "final.safetensors");

    /// <summary>Folders below <c>training/adapters</c> as PEFT writes them.</summary>
    public static TheoryData<string> PeftFolders() => Names(Path.Combine(Training, "adapters"), "adapter_config.json");

    public static string OfModel(string name) => Path.Combine(Models, "lora", name);

    public static string OfTraining(string name) => Path.Combine(Training, "adapters", name);

    public static LanguageModel TrainingBase() => LanguageModel.Load(Path.Combine(Training, "base"));

    /// <summary>What the reference run trained.</summary>
    public static LoraSettings SettingsOf(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Training, "curves", name + ".json")));
        var args = document.RootElement.GetProperty("args");
        var settings = new LoraSettings
        {
            Rank = args.GetProperty("r").GetInt32(),
            Alpha = args.GetProperty("lora_alpha").GetDouble(),
            Targets = args.GetProperty("targets").Texts(),
            Dora = name.StartsWith("dora", StringComparison.Ordinal),
            RankStabilized = name.StartsWith("rslora", StringComparison.Ordinal),
            RateRatio = args.GetProperty("loraplus_lr_ratio") is { ValueKind: JsonValueKind.Number } ratio ? ratio.GetDouble() : 1,
        };
        settings.ScaleOf("").ShouldBe(args.GetProperty("scaling").GetDouble(), 1e-12);
        return settings;
    }

    /// <summary>Puts the weights of a reference run into an adapter of its settings.</summary>
    /// <param name="adapter">Of the settings that <see cref="SettingsOf"/> gives.</param>
    /// <param name="name">The run.</param>
    /// <param name="when"><c>initial</c> or <c>final</c>.</param>
    public static void LoadInto(Adapter adapter, string name, string when)
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder[Adapter.WeightsFile], Path.Combine(OfTraining(name), when + ".safetensors"));
        adapter.LoadWeights(folder.Path);
    }

    /// <summary>The base that an adapter's configuration names.</summary>
    public static LanguageModel Base(string name)
    {
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(OfModel(name), "adapter_config.json")));
        return LanguageModel.Load(
            Path.Combine(Models, config.RootElement.GetProperty("base_model_name_or_path").GetString()!),
            GoldenFolders.Families
        );
    }

    private static TheoryData<string> Names(string folder, string file)
    {
        var data = new TheoryData<string>();
        if (Directory.Exists(folder))
        {
            foreach (
                var path in Directory
                    .EnumerateDirectories(folder)
                    .Where(f => File.Exists(Path.Combine(f, file)))
                    .Order(StringComparer.Ordinal)
            )
                data.Add(Path.GetFileName(path));
        }

        // A theory without data fails; where there is no folder it is skipped before it runs.
        if (data.Count == 0)
            data.Add("none");
        return data;
    }
}
