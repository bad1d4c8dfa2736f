namespace Clt;

/// <summary>Rotary position embedding (Su et al. 2021).</summary>
/// <param name="Theta">Base of the wavelengths.</param>
/// <param name="Factor">Positions are divided by this (linear scaling); 1 for none.</param>
/// <param name="Llama3">Llama 3's scaling by wavelength, or null.</param>
/// <param name="Interleaved">Pairs are neighbours (0,1), (2,3) … instead of halves (0,d/2) ….</param>
public sealed record RotaryConfig(double Theta, double Factor = 1, Llama3RotaryScaling? Llama3 = null, bool Interleaved = false);
