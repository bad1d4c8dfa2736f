using System.Text.Json.Serialization;
using Clt.Engine.Adapters;
using Clt.Engine.Models;
using Clt.Engine.Parameters;

namespace Clt.Plugins.Training.Adapters;

/// <summary>Bottleneck adapters (Houlsby et al. 2019): two small linear layers with a residual around them, y = x + U f(D n(x)).</summary>
public sealed record BottleneckSpec : IAdapterSpec
{
    private const double Usual = 0.02;

    /// <summary>Where they stand in a block.</summary>
    public AdapterPlacement Placement { get; init; }

    /// <summary>Rows of D; null for half of the model's width. The model's width itself makes no bottleneck (Lai et al. 2022).</summary>
    public int? Width { get; init; }

    /// <summary>f.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Relu;

    /// <summary>Whether n is a layer norm; else it is nothing.</summary>
    public bool Norm { get; init; }

    /// <summary>
    /// Standard deviation of fresh matrices: the smaller, the nearer is a fresh adapter to doing nothing (Houlsby et al. 2019, section
    /// 3.6).
    /// </summary>
    [JsonIgnore]
    public double Deviation { get; init; } = Usual;

    /// <summary>The folder of a trained adapter that stays as it is below this one.</summary>
    [JsonIgnore]
    public string? Above { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public AdapterInfo Info =>
        new("bottleneck")
        {
            Text =
                FormattableString.Invariant($"bottleneck, width {Width?.ToString() ?? "half the model's"}, behind {Place}, {Activation}")
                + (Norm ? ", with a norm" : ""),
            Settings =
            [
                ("width", Width),
                ("placement", Placement),
                ("activation", Activation),
                ("norm", Norm),
                // What is not asked for is not in the text: cells of older recipes keep their names.
                .. Deviation == Usual ? Array.Empty<(string, object?)>() : [("deviation", Deviation)],
            ],
            Above = Above,
            Merges = false,
        };

    private string Place =>
        Placement switch
        {
            AdapterPlacement.AttentionAndFeedForward => "attention and feed-forward",
            AdapterPlacement.Block => "blocks",
            AdapterPlacement.FeedForwardSum => "feed-forward, of its sum",
            AdapterPlacement.FeedForward => "feed-forward",
            _ => throw new ArgumentOutOfRangeException(nameof(Placement), Placement, "There is no such placement."),
        };

    /// <inheritdoc/>
    public long Parameters(ModelConfig model)
    {
        Check();
        return Specs(ParameterLayout.Of(model), AdapterSite.PlacesOf(model)).Sum(s => s.Count);
    }

    /// <inheritdoc/>
    public Adapter Create(AdapterSite site, Seed seed)
    {
        Check();
        return BottleneckAdapter.Create(this, site, seed);
    }

    /// <summary>The parameters of adapters at those of some places that are meant.</summary>
    internal IReadOnlyList<ParameterSpec> Specs(IReadOnlyList<ParameterSpec> model, IEnumerable<string> places)
    {
        var width = model.First(s => s.Name == TensorNames.Embedding).Shape[1];
        return [.. places.Where(IsAt).SelectMany(place => Bottleneck.Specs(place, width, Width ?? Math.Max(1, width / 2), Norm))];
    }

    /// <summary>Whether it stands at a place: a linear layer's weight (<c>layers.0.down.weight</c>) or a block (<c>layers.0</c>).</summary>
    internal bool IsAt(string place)
    {
        return Placement switch
        {
            AdapterPlacement.Block => char.IsAsciiDigit(place[^1]),
            AdapterPlacement.AttentionAndFeedForward => Is(TensorNames.Output) || Is(TensorNames.Down),
            AdapterPlacement.FeedForward or AdapterPlacement.FeedForwardSum => Is(TensorNames.Down),
            _ => throw new ArgumentOutOfRangeException(nameof(place), Placement, "There is no such placement."),
        };

        bool Is(string weight) =>
            place.EndsWith(weight["layers.{i}".Length..], StringComparison.Ordinal) && place.Contains("layers.", StringComparison.Ordinal);
    }

    private void Check()
    {
        if (Width is < 1)
            throw new InputException($"the adapter's width is {Width}", "adapter, width", "Give at least 1.");
        if (!(Deviation > 0 && double.IsFinite(Deviation)))
            throw new InputException(
                $"the adapter's deviation is {Deviation}",
                "adapter, deviation",
                "Give a number above 0, such as 0.001."
            );
    }
}
