using Clt.Results.Tables;

namespace Clt.Running.Planning;

/// <summary>What training a model, or an adapter on it, takes on a kind of GPU.</summary>
/// <remarks>
/// Weights in bf16 are on every device, and so are gradients of those that are trained; fp32 weights and AdamW's two moments of these are
/// divided among them: 2 bytes a weight and 2 + 12 / n more a trained one. Activations of 4,096 tokens at a time, about 34 bytes a layer,
/// token and unit of width (Korthikanti et al. 2022, with attention that stores no scores), and 6 bytes a token and entry of the
/// vocabulary. Training reaches 40 % of the peak, generation 10 %.
/// </remarks>
/// <param name="Device">The kind.</param>
/// <param name="Count">The fewest devices that hold a run, a power of two; 0 where no number does.</param>
/// <param name="Memory">Bytes on each of them; where none fits, of as many as are considered.</param>
/// <param name="Hours">Time of all cells, one after the other, on that many devices; NaN where none fits.</param>
public sealed record DevicePlan(string Device, int Count, double Memory, double Hours)
{
    private const int Most = 256;
    private const double Usable = 0.92;
    private const double TrainingShare = 0.4;
    private const double GenerationShare = 0.1;
    private const int Tokens = 4096;
    private const int AdviceRank = 16;

    /// <summary>The plan on every kind.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parameters">Its weights.</param>
    /// <param name="trained">Those that are trained: all, or an adapter's.</param>
    /// <param name="trainFlops">Operations of all training.</param>
    /// <param name="evaluateFlops">Operations of all evaluation.</param>
    public static IReadOnlyList<DevicePlan> Of(
        TransformerConfig model,
        long parameters,
        long trained,
        double trainFlops,
        double evaluateFlops
    ) =>
        [
            .. DeviceKind.All.Select(kind =>
            {
                var count = 1;
                while (count <= Most && Bytes(model, parameters, trained, count) > Usable * kind.Memory)
                    count *= 2;
                return count > Most
                    ? new DevicePlan(kind.Name, 0, Bytes(model, parameters, trained, Most), double.NaN)
                    : new DevicePlan(
                        kind.Name,
                        count,
                        Bytes(model, parameters, trained, count),
                        ((trainFlops / TrainingShare) + (evaluateFlops / GenerationShare)) / (count * kind.Flops) / 3600
                    );
            }),
        ];

    /// <summary>Why no kind holds it and which setting would make it fit; null where one does.</summary>
    /// <param name="plans">The plan on every kind.</param>
    /// <param name="model">The model.</param>
    /// <param name="parameters">Its weights.</param>
    /// <param name="trained">Those that are trained.</param>
    /// <param name="where">The model's folder.</param>
    /// <param name="adapter">How a recipe is told to train an adapter.</param>
    public static Problem? Refusal(
        IReadOnlyList<DevicePlan> plans,
        TransformerConfig model,
        long parameters,
        long trained,
        string where,
        string adapter
    )
    {
        if (plans.Any(p => p.Count > 0))
            return null;
        var what = trained == parameters ? "all" : $"{Format.Count(trained)} beside";
        var small = new Engine.Adapters.LoraSettings { Rank = AdviceRank }.Parameters(model);
        var fits = trained <= small ? null : Of(model, parameters, small, 0, 0).FirstOrDefault(p => p.Count > 0);
        return new Problem(
            $"training {what} {Format.Count(parameters)} weights takes {Format.Bytes((long)plans[0].Memory)} on every device, more than "
                + $"any kind here has",
            where,
            fits is null
                ? "Set model= to a smaller model."
                : $"Train an adapter in place of all weights with {adapter}: {Format.Bytes((long)fits.Memory)} "
                    + $"on {(fits.Count == 1 ? $"one {fits.Device}" : $"each of {fits.Count} {fits.Device}")}; or set model= to a "
                    + $"smaller model."
        );
    }

    /// <summary>The plans as a table.</summary>
    public static TableModel Table(IReadOnlyList<DevicePlan> plans, double flops) =>
        new(
            "On GPUs",
            [
                new("kind"),
                new("GPUs needed", true),
                new("memory of each", true),
                new("hours, one run after another", true),
                new("GPU hours", true),
            ],
            [
                .. plans.Select(p => new TableRow([
                    p.Device,
                    p.Count == 0 ? "does not fit" : $"{p.Count}",
                    Format.Bytes((long)p.Memory),
                    Rounded(p.Hours),
                    Rounded(p.Hours * p.Count),
                ])),
            ],
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{flops:0.0e0} operations. ")
                + "bf16 weights, and gradients of the trained ones, on every GPU; fp32 weights and AdamW's moments of these divided "
                + "among them; 40 % of the peak in training, 10 % in generation."
        );

    private static double Bytes(TransformerConfig m, long parameters, long trained, int count) =>
        (2.0 * parameters)
        + (trained * (2 + (12.0 / count)))
        + ((double)Tokens * ((34.0 * m.HiddenSize * m.Layers) + (6.0 * m.VocabularySize)));

    private static string Rounded(double hours) =>
        double.IsFinite(hours) ? hours.ToString(hours < 10 ? "0.0" : "#,0", System.Globalization.CultureInfo.InvariantCulture) : "–";
}
