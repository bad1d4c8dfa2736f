using Clt.Engine.Models;
using Clt.Plugins.Models.Decoders;
using Clt.Testing;

namespace Clt.Studies.Tests.Golden;

/// <summary>The weights that a plan counts from a configuration are those that the reference models' files hold.</summary>
public class GoldenParameterCountTests
{
    [GoldenFact("models")]
    public void Every_decoder_has_as_many_weights_as_are_counted()
    {
        var near = new Near();
        var families = new ModelFamilies(typeof(Qwen3Family).Assembly.GetTypes()
            .Where(t => typeof(IModelFamily).IsAssignableFrom(t) && !t.IsAbstract).Select(t => (IModelFamily)Activator.CreateInstance(t)!).ToList());
        foreach (var folder in Directory.GetDirectories(Path.Combine(SharedFolder.Golden, "models")).Order(StringComparer.Ordinal))
        {
            if (!File.Exists(Path.Combine(folder, "config.json")) || Read(families, folder) is not DecoderConfig config) continue;
            using var model = LanguageModel.Load(folder, families);
            near.Same(Path.GetFileName(folder), ParameterCount.Of(config), model.Parameters.Count);
        }

        near.Verify();
    }

    /// <summary>Null for architectures that no decoder family reads.</summary>
    private static ModelConfig? Read(ModelFamilies families, string folder)
    {
        try
        {
            return families.ReadFolder(folder);
        }
        catch (InputException)
        {
            return null;
        }
    }
}
