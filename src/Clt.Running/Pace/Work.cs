namespace Clt.Running.Pace;

/// <summary>A piece of a cell's work: measurements of one kind of work say how long more of it will take.</summary>
/// <param name="Kind">What is done, with which kind of model: <c>train encoder</c>.</param>
/// <param name="Assumed">Core seconds that it takes where nothing of its kind was measured (<see cref="AssumedPace"/>).</param>
/// <param name="Calls">Optimiser steps or forward passes that it consists of.</param>
internal readonly record struct Work(string Kind, double Assumed, double Calls)
{
    /// <summary>No work.</summary>
    public static Work None { get; } = new("", 0, 0);

    /// <summary>The size of a step: small ones are slowed down by other things than large ones.</summary>
    public double Call => Assumed / Math.Max(1, Calls);

    /// <summary>A part of it.</summary>
    /// <param name="share">From 0 to 1.</param>
    public Work Part(double share) => this with { Assumed = Assumed * share, Calls = Calls * share };
}
