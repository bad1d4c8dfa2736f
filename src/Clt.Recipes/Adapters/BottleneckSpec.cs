using Clt.Engine.Adapters;

namespace Clt.Recipes.Adapters;

/// <summary>Bottleneck adapters in all blocks.</summary>
public sealed record BottleneckSpec(BottleneckSettings Settings) : AdapterSpec
{
    internal override bool Merges => false;

    internal override IReadOnlyList<(string Key, object? Value)> Fields =>
    [
        ("kind", "bottleneck"),
        ("width", Settings.Width),
        ("placement", Settings.Placement),
        ("activation", Settings.Activation),
        ("norm", Settings.Norm),
    ];

    internal override string Own => FormattableString.Invariant(
        $"bottleneck, width {(Settings.Width is { } width ? $"{width}" : "half the model's")}, behind {Place}, {Settings.Activation}")
        + (Settings.Norm ? ", with a norm" : "");

    private string Place => Settings.Placement switch
    {
        AdapterPlacement.AttentionAndFeedForward => "attention and feed-forward",
        AdapterPlacement.Block => "blocks",
        AdapterPlacement.FeedForwardSum => "feed-forward, of its sum",
        _ => "feed-forward",
    };

    internal override long Parameters(ModelConfig model) => AdapterSize.Of(Settings, model);

    internal override void AddTo(AdapterSet adapters, string name, Seed seed, string baseModel) => adapters.Add(name, Settings, seed, baseModel);
}
