namespace Clt.Running.Kinds;

/// <summary>An example as objectives read it.</summary>
internal static class ExampleParts
{
    /// <summary>The same text, all of which is trained.</summary>
    public static Example Whole(this Example example) => example.With(example.Segments.Select(s => s with { Train = true }));

    /// <summary>The prompt with the worse answer.</summary>
    /// <exception cref="InputException">The task gave none.</exception>
    public static Example Worse(this Example example)
    {
        if (example.IsInTemplate)
        {
            throw new InputException(
                "preferences are not trained in a chat template",
                example.Where(),
                "Use Preferences(on: …), or a task with PromptFormat.Plain."
            );
        }

        var rejected =
            example.Rejected
            ?? throw new InputException("the example has no rejected answer", example.Where(), "Train on preferences: Preferences(on: …).");
        return example.With(example.Segments.TakeWhile(s => !s.Train).Append(new Segment(rejected, Role.Assistant, true)));
    }

    private static Example With(this Example example, IEnumerable<Segment> segments) =>
        new(example.ItemId, example.Language, example.Task, [.. segments]);
}
