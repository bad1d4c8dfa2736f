namespace Clt;

/// <summary>Extension point: a task for all its languages. The same class feeds training and evaluation.</summary>
public interface ITask
{
    TaskInfo Info { get; }

    /// <summary>Where its records come from.</summary>
    ISource Source { get; }

    /// <summary>Turns a record into text segments with train flags.</summary>
    /// <exception cref="InputException">The record lacks a field, or nothing in it can be trained.</exception>
    Example Format(Record record);
}
