namespace Clt;

/// <summary>Stop strings: texts at which a generated answer ends (<see cref="TaskInfo.Stop"/>).</summary>
public static class StopStrings
{
    /// <summary>
    /// Those that were asked for. Else, in plain text, what a base model writes before it goes on with a problem of its own; in the model's
    /// chat template none, since its end-of-turn token ends the answer, and a text would cut it.
    /// </summary>
    /// <param name="asked">As the recipe gives them; null for the default, empty for none.</param>
    /// <param name="chat">Whether the task asks through the model's template.</param>
    /// <param name="plain">The default in plain text.</param>
    /// <param name="task">For messages.</param>
    /// <exception cref="InputException">One is empty: every answer would be.</exception>
    public static IReadOnlyList<string> Of(IReadOnlyList<string>? asked, bool chat, IReadOnlyList<string> plain, string task)
    {
        if (asked?.Contains("") == true)
            throw new InputException(
                "a stop string is empty, so that every answer would be",
                $"task {task}, stop",
                "Leave it out; [] is none."
            );
        return asked ?? (chat ? [] : plain);
    }
}
