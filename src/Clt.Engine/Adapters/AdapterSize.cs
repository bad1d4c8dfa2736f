using Clt.Engine.Parameters;

namespace Clt.Engine.Adapters;

/// <summary>How many parameters an adapter will have on a model that is not loaded: for plans, and to find faults before a run.</summary>
public static class AdapterSize
{
    /// <exception cref="InputException">A setting is out of range, or a target fits no linear layer.</exception>
    public static long Of(LoraSettings settings, ModelConfig model)
    {
        settings.Check();
        var matrices = ParameterLayout.BlockMatrices(ParameterLayout.Of(model));
        return LoraLayer.Of(matrices, settings, TargetModules.Resolve(matrices, settings, everyNameMustFit: true)).Sum(l => l.Specs.Sum(s => s.Count));
    }

    /// <exception cref="InputException">The width is out of range.</exception>
    public static long Of(BottleneckSettings settings, ModelConfig model)
    {
        settings.Check();
        var specs = ParameterLayout.Of(model);
        var matrices = ParameterLayout.BlockMatrices(specs).Select(s => s.Name).ToList();
        var places = matrices.Concat(matrices.Select(Block).Distinct()).Where(place => BottleneckAdapter.IsAt(place, settings.Placement));
        return BottleneckAdapter.Specs(settings, specs, places).Sum(s => s.Count);
    }

    /// <summary><c>decoder.layers.0</c> of <c>decoder.layers.0.qkv.weight</c>.</summary>
    private static string Block(string matrix)
    {
        const string layers = "layers.";
        var number = matrix.IndexOf(layers, StringComparison.Ordinal) + layers.Length;
        return matrix[..matrix.IndexOf('.', number)];
    }
}
