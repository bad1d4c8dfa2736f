using Clt.Engine.Adapters;

namespace Clt.Recipes.Adapters;

/// <summary>LoRA and its variants.</summary>
public sealed record LoraSpec(LoraSettings Settings) : AdapterSpec
{
    internal override IReadOnlyList<(string Key, object? Value)> Fields =>
    [
        ("kind", "lora"),
        ("rank", Settings.Rank),
        ("alpha", Settings.Alpha),
        ("dropout", Settings.Dropout),
        ("targets", Settings.Targets),
        ("rank stabilized", Settings.RankStabilized),
        ("dora", Settings.Dora),
        ("rate ratio", Settings.RateRatio),
    ];

    internal override string Own
    {
        get
        {
            var text = FormattableString.Invariant($"{(Settings.Dora ? "DoRA" : Settings.RankStabilized ? "rsLoRA" : "LoRA")}, rank {Settings.Rank}, ")
                + FormattableString.Invariant($"alpha {Settings.Alpha:R}, dropout {Settings.Dropout:R}, on {string.Join(" ", Settings.Targets)}");
            if (Settings is { Dora: true, RankStabilized: true }) text += ", rank-stabilized";
            return Settings.RateRatio == 1 ? text : text + FormattableString.Invariant($", rate of B {Settings.RateRatio:R} times that of A");
        }
    }

    internal override long Parameters(ModelConfig model) => AdapterSize.Of(Settings, model);

    internal override void AddTo(AdapterSet adapters, string name, Seed seed, string baseModel) => adapters.Add(name, Settings, seed, baseModel);
}
