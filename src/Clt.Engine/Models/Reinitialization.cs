using Clt.Engine.Parameters;

namespace Clt.Engine.Models;

/// <summary>Re-initialisation of weights of a trained model.</summary>
public static class Reinitialization
{
    /// <summary>Fills parameters as a fresh model's: a new head on a trained body, or upper layers that are learnt anew.</summary>
    /// <param name="model">The model; its adapters stay as they are.</param>
    /// <param name="pattern">As for <see cref="ParameterPattern"/>.</param>
    /// <param name="seed">Its <c>init</c> stream draws them.</param>
    /// <exception cref="InputException">No parameter matches.</exception>
    public static void Reinitialize(this ITrainableModel model, string pattern, Seed seed) =>
        ParameterInitializer.Fill(
            model.Parameters,
            ParameterPattern.Match(model.Parameters.Specs, pattern),
            model.Config.InitializerRange,
            seed
        );
}
