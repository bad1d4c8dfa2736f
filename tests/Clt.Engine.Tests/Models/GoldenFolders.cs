using System.Text.Json;
using Clt.Engine.Models;
using Clt.Plugins.Models.Decoders;
using Clt.Plugins.Models.Encoders;
using Clt.Plugins.Models.Seq2Seq;
using Clt.Testing;

namespace Clt.Engine.Tests.Models;

/// <summary>The model folders of the references, parted into those whose architecture a family knows and the others.</summary>
public static class GoldenFolders
{
    private static readonly string Root = Path.Combine(SharedFolder.Golden, "models");

    /// <summary>The built-in family and those of the plugins, found as a host finds them: every public class of the kind.</summary>
    public static ModelFamilies Families { get; } =
        new(
            typeof(BertFamily)
                .Assembly.GetExportedTypes()
                .Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(IModelFamily)))
                .Select(t => (IModelFamily)Activator.CreateInstance(t)!)
        );

    /// <summary>(folder, configuration file) of every decoder that can be built.</summary>
    public static TheoryData<string, string> Known() => Known(Is<DecoderConfig>);

    /// <summary>(folder, configuration file) of every encoder that can be built.</summary>
    public static TheoryData<string, string> KnownEncoders() => Known(Is<EncoderConfig>);

    /// <summary>(folder, configuration file) of every model with an encoder and a decoder that can be built.</summary>
    public static TheoryData<string, string> KnownPairs() => Known(Is<SequenceToSequenceConfig>);

    /// <summary>The folders of every decoder that can be built.</summary>
    public static TheoryData<string> KnownFolders() => Folders(Is<DecoderConfig>);

    /// <summary>(folder, configuration file) of every model that can be built.</summary>
    public static TheoryData<string, string> KnownModels() => Known(Is<ModelConfig>);

    /// <summary>The folders of every model that can be built.</summary>
    public static TheoryData<string> KnownModelFolders() => Folders(Is<ModelConfig>);

    /// <summary>The folders of every model with an encoder and a decoder that can be built.</summary>
    public static TheoryData<string> KnownPairFolders() => Folders(Is<SequenceToSequenceConfig>);

    private static TheoryData<string> Folders(Func<string, bool> wanted)
    {
        var data = new TheoryData<string>();
        foreach (var folder in Folders().Where(f => IsKnown(f) && wanted(f)))
            data.Add(folder);
        if (data.Count == 0)
            data.Add("none");
        return data;
    }

    /// <summary>Those with generations: weights of another folder in shards or in bf16 have none of their own.</summary>
    public static TheoryData<string, string> KnownWithGenerations() =>
        Known(folder =>
        {
            if (!Is<DecoderConfig>(folder))
                return false;
            using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, folder, "reference.json")));
            return document.RootElement.TryGetProperty("generate", out _);
        });

    public static string Of(string folder) => Path.Combine(Root, folder);

    /// <summary>A folder like the golden one whose <c>config.json</c> is another of its configurations.</summary>
    internal static TemporaryFolder With(string folder, string config)
    {
        var temporary = new TemporaryFolder();
        foreach (
            var path in Directory
                .EnumerateFiles(Of(folder))
                .Where(p => Path.GetFileName(p) is var n && (n.StartsWith("model") || n.StartsWith("generation")))
        )
            File.CreateSymbolicLink(temporary[Path.GetFileName(path)], path);
        File.Copy(Path.Combine(Of(folder), config), temporary["config.json"]);
        return temporary;
    }

    private static TheoryData<string, string> Known(Func<string, bool> wanted)
    {
        var data = new TheoryData<string, string>();
        foreach (var folder in Folders().Where(f => IsKnown(f) && wanted(f)))
        {
            foreach (var config in new[] { "config.json", "config_v4.json" }.Where(c => File.Exists(Path.Combine(Root, folder, c))))
                data.Add(folder, config);
        }

        // A theory without data fails; where there is no folder it is skipped before it runs.
        if (data.Count == 0)
            data.Add("none", "config.json");
        return data;
    }

    private static IEnumerable<string> Folders() =>
        !Directory.Exists(Root)
            ? []
            : Directory
                .EnumerateDirectories(Root)
                .Where(f => File.Exists(Path.Combine(f, "config.json")) && File.Exists(Path.Combine(f, "reference.safetensors")))
                .Select(f => Path.GetFileName(f))
                .Order(StringComparer.Ordinal);

    private static bool Is<TConfig>(string folder) => Families.ReadFolder(Of(folder)) is TConfig;

    private static bool IsKnown(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, folder, "config.json")));
        var names = document.RootElement.GetProperty("architectures").EnumerateArray().Select(a => a.GetString());
        return Families.All.SelectMany(f => f.Info.Architectures).Intersect(names).Any();
    }

    /// <summary>Names the folders that no family knows, where a test run shows it.</summary>
    public sealed class UnknownFamiliesAttribute : GoldenFactAttribute
    {
        public UnknownFamiliesAttribute()
            : base("models")
        {
            var unknown = Folders().Where(f => !IsKnown(f)).ToArray();
            if (Skip is null && unknown.Length > 0)
                Skip = $"no family knows the architecture of: {string.Join(", ", unknown)}";
        }
    }
}
