namespace Clt.Engine.Generation;

/// <summary>How far a generation is.</summary>
/// <param name="Done">Sequences that ended.</param>
/// <param name="Total">Sequences asked for.</param>
/// <param name="NewTokens">Tokens generated so far.</param>
public sealed record GenerationProgress(int Done, int Total, long NewTokens);
