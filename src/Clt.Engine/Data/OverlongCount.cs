namespace Clt.Engine.Data;

/// <summary>Truncated or filtered examples of a task in a language: how many there were.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Language">The language.</param>
/// <param name="Examples">Examples that were read, among them those that are too long.</param>
/// <param name="Cut">Examples that were cut.</param>
/// <param name="LeftOut">Examples that were left out, among them those of which nothing trained was left.</param>
/// <param name="Divided">Examples that were split into several.</param>
/// <param name="Longest">Tokens of the longest one.</param>
/// <param name="Most">Most tokens that are read.</param>
public sealed record OverlongCount(string Task, Language Language, int Examples, int Cut, int LeftOut, int Divided, int Longest, int Most);
