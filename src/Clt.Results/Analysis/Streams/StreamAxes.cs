namespace Clt.Results.Analysis.Streams;

/// <summary>The axes along which a study has streams of languages.</summary>
/// <param name="Method">How forgetting is prevented.</param>
/// <param name="Order">The order of the languages.</param>
/// <param name="Alone">The language of a model that learns one by itself.</param>
public sealed record StreamAxes(string Method, string Order, string Alone);
