namespace Clt;

/// <summary>How a prompt is written.</summary>
public enum PromptFormat
{
    /// <summary>The segments' texts one after the other.</summary>
    Plain,

    /// <summary>Turns of a conversation, written by the model's own chat template.</summary>
    Chat,
}
