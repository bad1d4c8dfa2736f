using System.Globalization;
using Clt.Results.Store;

namespace Clt.Running.Planning;

/// <summary>A cell in a plan.</summary>
/// <param name="Cell">Its name.</param>
/// <param name="Kind">What it makes.</param>
/// <param name="Axes">Its point of the grid, such as <c>answer = working, n = 50</c>; empty where it depends on no axis.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Steps">Optimiser steps.</param>
/// <param name="TrainTokens">Tokens trained on, estimated where the tokenizer is not trained yet.</param>
/// <param name="EvaluateTokens">Most tokens read and generated in evaluation.</param>
/// <param name="Parameters">Weights of the model.</param>
/// <param name="Seconds">Estimated time of what is left to do for it, on one worker.</param>
/// <param name="Done">
/// Whether nothing is to do for it: its results are there, or those of older code are accepted, or none needs it.
/// </param>
public sealed record PlanRow(
    string Cell,
    CellKind Kind,
    string Axes,
    long Seed,
    long Steps,
    long TrainTokens,
    long EvaluateTokens,
    long Parameters,
    double Seconds,
    bool Done
)
{
    /// <summary>
    /// Why it is to do: <c>new</c>, or what differs from the nearest finished cell, by setting or assembly; empty where it is done or
    /// nobody asked.
    /// </summary>
    public string Why { get; init; } = "";

    /// <summary>Why a cell that was finished is made again: what of its files is missing or damaged; empty for any other.</summary>
    public string Damage { get; init; } = "";

    /// <summary>The finished cell of older code whose results are kept in its place; null for none.</summary>
    public OlderCell? Older { get; init; }

    /// <summary>Whether only results of older code would need it.</summary>
    public bool Unneeded { get; init; }

    /// <summary>In a word or two.</summary>
    public string State =>
        Older is not null ? Older.Text
        : Unneeded ? "not needed"
        : Done ? "done"
        : Damage.Length > 0 ? "again"
        : Begun > 0 ? string.Create(CultureInfo.InvariantCulture, $"{100 * Math.Min(Begun, 0.99):0} % done")
        : "to do";

    /// <summary>How much of its training and evaluation an interrupted run has done, from 0 to 1, by estimated time.</summary>
    public double Begun { get; init; }

    /// <summary>Weights that are trained: the model's, or those of an adapter on it.</summary>
    public long TrainedParameters { get; init; }

    /// <summary>Operations of training.</summary>
    public double TrainFlops { get; init; }

    /// <summary>Operations of evaluation.</summary>
    public double EvaluateFlops { get; init; }
}
