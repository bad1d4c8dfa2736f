namespace Clt;

/// <summary>Reads which layers of a decoder have a sliding window.</summary>
public static class LayerTypes
{
    /// <param name="config">Its <c>layer_types</c> decide where they are given (newer files).</param>
    /// <param name="layers">Number of layers.</param>
    /// <param name="sliding">Whether a layer, counted from 0, has a window where they are not given (older files).</param>
    /// <returns>One flag a layer.</returns>
    public static IReadOnlyList<bool> Sliding(ConfigReader config, int layers, Func<int, bool> sliding)
    {
        var types = config.Texts("layer_types");
        if (types.Count == 0)
            return [.. Enumerable.Range(0, layers).Select(sliding)];
        config.Require(types.Count == layers, $"'layer_types' has {types.Count} entries for {layers} layers", "Give one a layer.");
        var unknown = types.Where(t => t is not ("sliding_attention" or "full_attention")).Distinct().ToArray();
        config.Require(
            unknown.Length == 0,
            $"'layer_types' has {string.Join(", ", unknown)}",
            "Use a model whose layers have full_attention or sliding_attention."
        );
        return [.. types.Select(t => t == "sliding_attention")];
    }

    /// <summary>The same as the windows of a <see cref="TransformerConfig"/>: <c>sliding_window</c> tokens, or none.</summary>
    /// <param name="config">The whole <c>config.json</c>.</param>
    /// <param name="layers">Number of layers.</param>
    /// <param name="window">Where the file does not give <c>sliding_window</c>; a null in the file is no window.</param>
    /// <param name="sliding">As for <see cref="Sliding"/>.</param>
    public static IReadOnlyList<int?> Windows(ConfigReader config, int layers, int? window, Func<int, bool> sliding)
    {
        int? size =
            config.Has("sliding_window") ? config.Size("sliding_window")
            : config.Mentions("sliding_window") ? null
            : window;
        return size is null ? NoWindows(config, layers) : [.. Sliding(config, layers, sliding).Select(s => s ? size : null)];
    }

    /// <summary>No window in any layer; <c>layer_types</c> that ask for one are a problem.</summary>
    /// <param name="config">The whole <c>config.json</c>.</param>
    /// <param name="layers">Number of layers.</param>
    public static IReadOnlyList<int?> NoWindows(ConfigReader config, int layers)
    {
        config.Require(
            !Sliding(config, layers, _ => false).Contains(true),
            "'layer_types' has sliding_attention, but no window is used",
            "Give sliding_window, or full_attention for all layers."
        );
        return [];
    }
}
