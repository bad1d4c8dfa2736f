using Clt.Engine.Parameters;

namespace Clt.Engine.Adapters;

/// <summary>One adapted layer: where it is in the model, and its parameters.</summary>
/// <param name="Weight">The parameter of the model that holds its matrix.</param>
/// <param name="Start">The first of its rows there.</param>
/// <param name="Scale">s.</param>
/// <param name="Dropout">Share of its input that is dropped.</param>
/// <param name="Specs">A, B, and DoRA's magnitudes.</param>
internal sealed record LoraLayer(string Weight, long Start, double Scale, double Dropout, IReadOnlyList<ParameterSpec> Specs)
{
    /// <summary>The layers of these names, in the order of the matrices.</summary>
    public static IReadOnlyList<LoraLayer> Of(IReadOnlyList<ParameterSpec> matrices, LoraSettings settings, HashSet<string> modules)
    {
        var layers = new List<LoraLayer>();
        foreach (var spec in matrices)
        {
            var start = 0L;
            foreach (var part in spec.Parts)
            {
                var module = TargetModules.NameOf(part);
                if (modules.Contains(module))
                    layers.Add(
                        new LoraLayer(spec.Name, start, settings.ScaleOf(module), settings.Dropout, Make(spec, part, module, settings))
                    );
                start += part.Rows;
            }
        }

        return layers;
    }

    public LoraPart Part(FlatParameters parameters) =>
        new(
            Start,
            parameters[Specs[0].Name],
            parameters[Specs[1].Name],
            Specs.Count > 2 ? parameters[Specs[2].Name] : null,
            Scale,
            Dropout
        );

    private static List<ParameterSpec> Make(ParameterSpec weight, ParameterPart part, string module, LoraSettings settings)
    {
        var rank = settings.RankOf(module);
        // The rows of B are those of the weight, in files too, where heads may be interleaved.
        var rows = new FileLayout(false, part.Layout.InterleavedHeads);
        List<ParameterSpec> specs =
        [
            Spec($"{module}.lora_A.weight", null, default, rank, weight.Shape[1]),
            Spec($"{module}.lora_B.weight", 0, rows, part.Rows, rank) with
            {
                RateScale = settings.RateRatio,
            },
        ];
        if (settings.Dora)
            specs.Add(Spec($"{module}.lora_magnitude_vector", 1, rows, part.Rows));
        return specs;

        static ParameterSpec Spec(string name, float? fill, FileLayout layout, params long[] shape) =>
            new(name, shape, true, fill, [new ParameterPart(name, shape[0], layout)]);
    }
}
