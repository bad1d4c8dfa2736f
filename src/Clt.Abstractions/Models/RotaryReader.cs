namespace Clt;

/// <summary>Reads rotary settings in both forms: <c>rope_parameters</c> (newer) and <c>rope_theta</c> with <c>rope_scaling</c> (older).</summary>
public static class RotaryReader
{
    /// <param name="config">The whole <c>config.json</c>; problems are noted there.</param>
    /// <param name="context">The context length, taken as Llama 3's original one where none is given.</param>
    /// <param name="theta">Base where none is given.</param>
    public static RotaryConfig Read(ConfigReader config, int context, double theta = 10_000)
    {
        var scaling = config.Object("rope_parameters") ?? config.Object("rope_scaling");
        return Read(config, scaling, context, config.Number("rope_theta", theta));
    }

    /// <summary>The same where a file has several rotary embeddings (Gemma 3).</summary>
    /// <param name="config">The whole <c>config.json</c>; problems are noted there.</param>
    /// <param name="scaling">The object with the parameters of this one, or null for none.</param>
    /// <param name="context">As above.</param>
    /// <param name="theta">Base where the object gives none.</param>
    public static RotaryConfig Read(ConfigReader config, ConfigReader? scaling, int context, double theta)
    {
        theta = scaling?.Number("rope_theta", theta) ?? theta;
        config.Require(theta > 0, $"rope_theta is {theta}", "Give a number above 0.");
        if (scaling is null) return new RotaryConfig(theta);
        var kind = scaling.Text("rope_type", scaling.Text("type", "default"));
        switch (kind)
        {
            case "default":
                return new RotaryConfig(theta);
            case "linear":
                return new RotaryConfig(theta, scaling.Number("factor"));
            case "llama3":
                var original = scaling.Size("original_max_position_embeddings", context);
                return new RotaryConfig(
                    theta,
                    Llama3: new Llama3RotaryScaling(scaling.Number("factor"), scaling.Number("low_freq_factor"), scaling.Number("high_freq_factor"), original));
            default:
                config.Require(false, $"the rotary scaling is '{kind}'", "Use a model with default, linear or llama3 scaling.");
                return new RotaryConfig(theta);
        }
    }
}
