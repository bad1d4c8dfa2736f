namespace Clt;

/// <summary>Llama 3.1's scaling: long wavelengths are stretched by the factor, short ones kept, those between blended.</summary>
/// <param name="Factor">How many times longer the context became.</param>
/// <param name="LowFrequencyFactor">Wavelengths above original context / this are stretched in full.</param>
/// <param name="HighFrequencyFactor">Wavelengths below original context / this are kept.</param>
/// <param name="OriginalContext">Context in tokens that the model was first trained with.</param>
public sealed record Llama3RotaryScaling(double Factor, double LowFrequencyFactor, double HighFrequencyFactor, int OriginalContext);
