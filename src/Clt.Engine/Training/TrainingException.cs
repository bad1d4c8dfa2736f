namespace Clt.Engine.Training;

/// <summary>A run cannot go on: its numbers are no longer finite.</summary>
public sealed class TrainingException(string message) : Exception(message);
