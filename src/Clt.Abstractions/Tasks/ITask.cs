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

/// <summary>How a prompt is written.</summary>
public enum PromptFormat
{
    /// <summary>The segments' texts one after the other.</summary>
    Plain,

    /// <summary>Turns of a conversation, written by the model's own chat template.</summary>
    Chat,
}
