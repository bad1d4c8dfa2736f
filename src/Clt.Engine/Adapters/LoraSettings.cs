using Clt.Engine.Parameters;

namespace Clt.Engine.Adapters;

/// <summary>A low-rank adapter: y = W x + s · B A x with A [r, in], B [out, r] (Hu et al. 2022), and its variants.</summary>
public sealed record LoraSettings : IAdapterSpec
{
    /// <summary>Targets all linear layers of the blocks, not the head.</summary>
    public const string AllLinear = "all-linear";

    /// <summary>r.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>s is alpha / r.</summary>
    public double Alpha { get; init; } = 16;

    /// <summary>rsLoRA (Kalajdzievski 2023): s is alpha / √r.</summary>
    public bool RankStabilized { get; init; }

    /// <summary>
    /// DoRA (Liu et al. 2024): W' = m · (W + s B A) / ‖W + s B A‖ by row, m trained and the norm a constant in the gradient.
    /// </summary>
    public bool Dora { get; init; }

    /// <summary>LoRA+ (Hayou et al. 2024): the learning rate of B over that of A.</summary>
    public double RateRatio { get; init; } = 1;

    /// <summary>
    /// Share of the input of A that is set to 0 while gradients are recorded, for each layer for itself; so not in validation or
    /// generation. A training step draws it from its seed's <c>dropout</c> stream. With DoRA the input of W is left whole, which PEFT drops
    /// too.
    /// </summary>
    public double Dropout { get; init; }

    /// <summary>
    /// Which linear layers, by their names in the model's files: the ends of names (<c>q_proj</c>), or <see cref="AllLinear"/>.
    /// </summary>
    public IReadOnlyList<string> Targets { get; init; } = [AllLinear];

    /// <summary>
    /// Which linear layers, as a regular expression that a whole name must match; has precedence over <see cref="Targets"/>.
    /// </summary>
    public string? TargetPattern { get; init; }

    /// <summary>Other ranks, by the ends of names or regular expressions for them.</summary>
    public IReadOnlyDictionary<string, int> RankPattern { get; init; } = new Dictionary<string, int>();

    /// <summary>Other alphas, by the ends of names or regular expressions for them.</summary>
    public IReadOnlyDictionary<string, double> AlphaPattern { get; init; } = new Dictionary<string, double>();

    /// <summary>The folder of a trained adapter that stays as it is below this one.</summary>
    public string? Above { get; init; }

    /// <inheritdoc/>
    public AdapterInfo Info =>
        new("lora")
        {
            Text =
                (
                    Dora ? "DoRA"
                    : RankStabilized ? "rsLoRA"
                    : "LoRA"
                )
                + FormattableString.Invariant($", rank {Rank}, alpha {Alpha:R}, dropout {Dropout:R}, ")
                + $"on {TargetPattern ?? string.Join(" ", Targets)}{(Dora && RankStabilized ? ", rank-stabilized" : "")}"
                + (RateRatio == 1 ? "" : FormattableString.Invariant($", rate of B {RateRatio:R} times that of A")),
            Settings =
            [
                ("rank", Rank),
                ("alpha", Alpha),
                ("dropout", Dropout),
                ("targets", Targets),
                ("target pattern", TargetPattern),
                ("rank pattern", RankPattern.Select(p => (IReadOnlyList<(string, object?)>)[("layers", p.Key), ("rank", p.Value)])),
                ("alpha pattern", AlphaPattern.Select(p => (IReadOnlyList<(string, object?)>)[("layers", p.Key), ("alpha", p.Value)])),
                ("rank stabilized", RankStabilized),
                ("dora", Dora),
                ("rate ratio", RateRatio),
            ],
            Above = Above,
        };

    /// <inheritdoc/>
    public long Parameters(ModelConfig model)
    {
        Check();
        var matrices = ParameterLayout.BlockMatrices(ParameterLayout.Of(model));
        return LoraLayer
            .Of(matrices, this, TargetModules.Resolve(matrices, this, everyNameMustFit: true))
            .Sum(l => l.Specs.Sum(s => s.Count));
    }

    /// <inheritdoc/>
    public Adapter Create(AdapterSite site, Seed seed) => LoraAdapter.Create(this, site, seed);

    /// <summary>The rank for a layer.</summary>
    internal int RankOf(string module) => TargetModules.Find(RankPattern, module, Rank);

    /// <summary>s for a layer.</summary>
    internal double ScaleOf(string module)
    {
        var (rank, alpha) = (RankOf(module), TargetModules.Find(AlphaPattern, module, Alpha));
        return RankStabilized ? alpha / Math.Sqrt(rank) : alpha / rank;
    }

    /// <exception cref="InputException">A number is out of range: all are listed.</exception>
    internal void Check()
    {
        var problems = new List<Problem>();
        if (RankPattern.Values.Append(Rank).Any(r => r < 1))
            problems.Add(new Problem("a rank is below 1", "adapter, rank", "Give at least 1."));
        if (!AlphaPattern.Values.Append(Alpha).All(a => a > 0 && double.IsFinite(a)))
            problems.Add(new Problem("an alpha is not above 0", "adapter, alpha", "Give a number above 0."));
        if (Dropout is not (>= 0 and < 1))
            problems.Add(new Problem($"the dropout is {Dropout}", "adapter, dropout", "Give a number in [0, 1)."));
        if (!(RateRatio > 0 && double.IsFinite(RateRatio)))
            problems.Add(new Problem($"the ratio of rates is {RateRatio}", "adapter, LoRA+", "Give a number above 0; 16 is usual."));
        if (Dora && Above is not null)
        {
            problems.Add(
                new Problem(
                    "DoRA scales the whole product of a layer, so nothing stands below it",
                    "adapter, above",
                    "Take LoRA, or a bottleneck."
                )
            );
        }

        if (problems.Count > 0)
            throw new InputException(problems);
    }
}
