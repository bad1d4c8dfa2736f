namespace Clt.Recipes.Training;

/// <summary>How a model is measured while it is trained: its figures go into the log, and decide nothing.</summary>
/// <param name="Every">Optimiser steps between two times; at least 1.</param>
/// <param name="Items">Most held-out items a language.</param>
public sealed record CurveSpec(int Every, int Items);
