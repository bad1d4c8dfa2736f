namespace Clt.Recipes.Training;

/// <summary>How often something happens in a run.</summary>
/// <param name="Every">Optimiser steps between two times; at least 1.</param>
public sealed record Cadence(int Every);
