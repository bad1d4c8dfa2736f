using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Plugins.Models.Decoders;
using Clt.Plugins.Models.Encoders;
using Clt.Plugins.Models.Seq2Seq;
using Clt.Testing;

namespace Clt.Running.Tests.Golden;

/// <summary>The weights that a plan counts from a configuration are those that the reference models' files hold.</summary>
public class GoldenParameterCountTests
{
    [GoldenFact("models")]
    public void Every_model_has_as_many_weights_as_are_counted()
    {
        var near = new Near();
        var families = new ModelFamilies([
            .. new[] { typeof(Qwen3Family), typeof(BertFamily), typeof(MBartFamily) }
                .SelectMany(f => f.Assembly.GetTypes())
                .Where(t => typeof(IModelFamily).IsAssignableFrom(t) && !t.IsAbstract)
                .Select(t => (IModelFamily)Activator.CreateInstance(t)!),
        ]);
        var counted = 0;
        foreach (var folder in Directory.GetDirectories(Path.Combine(SharedFolder.Golden, "models")).Order(StringComparer.Ordinal))
        {
            if (!File.Exists(Path.Combine(folder, "config.json")) || !File.Exists(Path.Combine(folder, "model.safetensors")))
                continue;
            using var model = ModelFolder.Load(folder, families);
            near.Same(Path.GetFileName(folder), ParameterLayout.Of(model.Config).Sum(s => s.Count), model.Parameters.Count);
            counted++;
        }

        counted.ShouldBeGreaterThan(20);
        near.Verify();
    }
}
