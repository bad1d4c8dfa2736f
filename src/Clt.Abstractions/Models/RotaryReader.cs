namespace Clt;

/// <summary>
/// Reads rotary settings in both forms: <c>rope_parameters</c> (newer) and <c>rope_theta</c> with <c>rope_scaling</c> (older).
/// </summary>
/// <remarks>
/// A file with both is refused where they differ: transformers 4 reads the older form alone, transformers 5 lets <c>rope_scaling</c>
/// replace the whole of <c>rope_parameters</c>, so the weights do not tell which one they were trained with.
/// </remarks>
public static class RotaryReader
{
    private const string Newer = "rope_parameters";
    private const string Older = "rope_scaling";
    private const string Mend = "Keep the form that the weights were trained with.";

    /// <param name="config">The whole <c>config.json</c>; problems are noted there.</param>
    /// <param name="context">The context length, taken as Llama 3's original one where none is given.</param>
    /// <param name="theta">Base where none is given.</param>
    public static RotaryConfig Read(ConfigReader config, int context, double theta = 10_000)
    {
        var (newer, older) = (config.Object(Newer), config.Object(Older));
        // Where there are several, this is the one of layers that see all.
        newer = newer?.Object("full_attention") ?? newer;
        theta = config.Number("rope_theta", theta);
        var result = Read(config, newer ?? older, context, theta);
        if (newer is not null && older is not null)
        {
            // The older form has its base beside it.
            var other = Read(config, older, context, result.Theta);
            config.Require(other == result, $"'{Newer}' is {Scaling(result)} but '{Older}' is {Scaling(other)}", Mend);
        }

        return result;
    }

    /// <summary>The same where a file has several rotary embeddings (Gemma 3).</summary>
    /// <param name="config">The whole <c>config.json</c>; problems are noted there.</param>
    /// <param name="scaling">The object with the parameters of this one, or null for none.</param>
    /// <param name="context">As above.</param>
    /// <param name="theta">Base where the object gives none.</param>
    /// <param name="thetaField">The field beside the object that gives this one's base too; a file where both do and differ is
    /// refused.</param>
    public static RotaryConfig Read(ConfigReader config, ConfigReader? scaling, int context, double theta, string thetaField = "rope_theta")
    {
        if (scaling?.Has("rope_theta") == true)
        {
            var inner = scaling.Number("rope_theta");
            var outer = config.Number(thetaField, inner);
            config.Require(inner == outer, $"'{thetaField}' is {outer:R} but the rotary parameters have {inner:R}", Mend);
            theta = inner;
        }

        config.Require(theta > 0, $"rope_theta is {theta}", "Give a number above 0.");
        if (scaling is null)
            return new RotaryConfig(theta);
        scaling.Allow("partial_rotary_factor", "1");
        switch (Kind(scaling))
        {
            case "default":
                return new RotaryConfig(theta);
            case "linear":
                scaling.Allow("original_max_position_embeddings");
                return new RotaryConfig(theta, Factor(scaling));
            case "llama3":
                var (low, high) = (scaling.Number("low_freq_factor"), scaling.Number("high_freq_factor"));
                var original = scaling.Size("original_max_position_embeddings", context);
                return new RotaryConfig(theta, Llama3: new Llama3RotaryScaling(Factor(scaling), low, high, original));
            case var kind:
                config.Require(false, $"the rotary scaling is '{kind}'", "Use a model with default, linear or llama3 scaling.");
                return new RotaryConfig(theta);
        }
    }

    /// <summary>The type under its name of today or the older <c>type</c>; none is no scaling, and then no field may ask for one.</summary>
    private static string Kind(ConfigReader scaling)
    {
        var older = scaling.Text("type", "");
        var kind = scaling.Text("rope_type", older.Length > 0 ? older : "default");
        scaling.Require(older.Length == 0 || older == kind, $"'rope_type' is '{kind}' but 'type' is '{older}'", Mend);
        return kind;
    }

    private static double Factor(ConfigReader scaling)
    {
        var factor = scaling.Number("factor");
        scaling.Require(factor > 0, $"'factor' is {factor}", "Give a number above 0.");
        return factor;
    }

    private static string Scaling(RotaryConfig rotary) =>
        rotary switch
        {
            { Llama3: { } scaling } => $"llama3 with the factor {scaling.Factor:R} and the base {rotary.Theta:R}",
            { Factor: not 1 } => $"linear with the factor {rotary.Factor:R} and the base {rotary.Theta:R}",
            _ => $"no scaling with the base {rotary.Theta:R}",
        };
}

/// <summary>Rotary position embedding (Su et al. 2021).</summary>
/// <param name="Theta">Base of the wavelengths.</param>
/// <param name="Factor">Positions are divided by this (linear scaling); 1 for none.</param>
/// <param name="Llama3">Llama 3's scaling by wavelength, or null.</param>
/// <param name="Interleaved">Pairs are neighbours (0,1), (2,3) … instead of halves (0,d/2) ….</param>
public sealed record RotaryConfig(double Theta, double Factor = 1, Llama3RotaryScaling? Llama3 = null, bool Interleaved = false);

/// <summary>Llama 3.1's scaling: long wavelengths are stretched by the factor, short ones kept, those between blended.</summary>
/// <param name="Factor">How many times longer the context became.</param>
/// <param name="LowFrequencyFactor">Wavelengths above original context / this are stretched in full.</param>
/// <param name="HighFrequencyFactor">Wavelengths below original context / this are kept.</param>
/// <param name="OriginalContext">Context in tokens that the model was first trained with.</param>
public sealed record Llama3RotaryScaling(double Factor, double LowFrequencyFactor, double HighFrequencyFactor, int OriginalContext);
