namespace Clt;

/// <summary>A record in the form that a model is trained and evaluated on.</summary>
/// <remarks>
/// The leading segments that are not trained are the prompt in evaluation; the trained ones that follow are what the model should say.
/// The end-of-sequence token after the last trained segment is a target too.
/// </remarks>
public sealed partial record Example
{
    public Example(string itemId, Language language, string task, IReadOnlyList<Segment> segments)
    {
        if (!segments.Any(s => s.Train && s.Text.Length > 0))
        {
            throw new InputException(
                "the example has no trained text",
                Where(task, itemId, language),
                "Mark the answer's segment with Train = true and see that it is not empty."
            );
        }

        (ItemId, Language, Task, Segments) = (itemId, language, task, segments);
    }

    public string ItemId { get; }

    public Language Language { get; }

    /// <summary>The task's name.</summary>
    public string Task { get; }

    public IReadOnlyList<Segment> Segments { get; }

    /// <summary>Gold answers a metric compares with; by default the trained text.</summary>
    public IReadOnlyList<string> References
    {
        get => field ?? [Completion];
        init;
    }

    /// <summary>
    /// A worse answer in place of the trained text, for objectives that learn from preferences; null where the task knows none.
    /// </summary>
    public string? Rejected { get; init; }

    /// <summary>
    /// Denoising: how the text, all of which is trained, is spoilt into what is read; for encoder-decoders. Null where the prompt is read
    /// as it is.
    /// </summary>
    public TextNoise? Noise { get; init; }

    /// <summary>
    /// Soft targets: probabilities of labels, for the label that is the trained text, or for each of a <see cref="Tagged"/> example's tags.
    /// They are scaled to a sum of 1; labels that are not named have none. Empty where the trained text alone is learnt.
    /// </summary>
    public IReadOnlyList<IReadOnlyDictionary<string, double>> SoftLabels { get; init; } = [];

    /// <summary>
    /// The options of a <see cref="MultipleChoice"/> example as continuations of the prompt, with what parts them from it; else empty. One
    /// of them is the trained text.
    /// </summary>
    public IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>
    /// The prompt of a domain without a question, after which options are measured too; null where that is not asked for.
    /// </summary>
    public string? UnconditionalPrompt { get; private init; }

    /// <summary>Whether a chat template wrote it: the template frames it then, and the tokenizer adds nothing around.</summary>
    public bool IsInTemplate => Segments.Any(s => s.MatchSpecialTokens);

    /// <summary>The text of the segments before the first trained one.</summary>
    public string Prompt => string.Concat(Segments.TakeWhile(s => !s.Train).Select(s => s.Text));

    /// <summary>The text from the first trained segment on.</summary>
    public string Completion => string.Concat(Segments.SkipWhile(s => !s.Train).Select(s => s.Text));

    /// <summary>The words of a <see cref="Tagged"/> example.</summary>
    public IReadOnlyList<string> Words => [.. Segments.TakeWhile(s => !s.Train).Select(s => s.Text)];

    /// <summary>This example after solved ones, of which nothing is trained on.</summary>
    /// <param name="exemplars">Solved examples, first to last.</param>
    /// <param name="separator">What stands after each.</param>
    public Example After(IEnumerable<Example> exemplars, string separator)
    {
        IEnumerable<Segment> Solved(Example e) =>
            e.Segments.Select(s => s with { Train = false }).Append(new Segment(separator, Role.Text, false));
        return new Example(ItemId, Language, Task, [.. exemplars.SelectMany(Solved), .. Segments])
        {
            References = References,
            SoftLabels = SoftLabels,
            Choices = Choices,
            UnconditionalPrompt = UnconditionalPrompt,
        };
    }

    /// <summary>Plain text of which every token is a target (language modelling).</summary>
    public static Example PlainText(string itemId, Language language, string task, string text) =>
        new(itemId, language, task, [new Segment(text, Role.Text, true)]);

    /// <summary>A text that is spoilt, anew whenever it is trained on, and is to be mended (denoising).</summary>
    public static Example Spoilt(string itemId, Language language, string task, string text, TextNoise noise) =>
        PlainText(itemId, language, task, text) with
        {
            Noise = noise,
        };

    /// <summary>A prompt, not trained on, and its completion, trained on.</summary>
    public static Example PromptCompletion(string itemId, Language language, string task, string prompt, string completion) =>
        new(itemId, language, task, [new Segment(prompt, Role.User, false), new Segment(completion, Role.Assistant, true)]);

    /// <summary>Words, each a segment, and a tag for each: what follows is the tags with spaces between.</summary>
    /// <param name="itemId">The record's item.</param>
    /// <param name="language">Language of the words.</param>
    /// <param name="task">Name of the task.</param>
    /// <param name="words">Each with the space before it that the text has; together they are the text.</param>
    /// <param name="tags">Without spaces.</param>
    /// <exception cref="InputException">
    /// There are not as many tags as words, a word is empty, or a tag has a space or no letter.
    /// </exception>
    public static Example Tagged(string itemId, Language language, string task, IReadOnlyList<string> words, IReadOnlyList<string> tags)
    {
        var (where, problems) = (Where(task, itemId, language), new List<Problem>());
        if (words.Count != tags.Count)
            problems.Add(
                new Problem($"there are {words.Count} words but {tags.Count} tags", where, "Give each word its tag, in the words' order.")
            );
        if (words.Any(string.IsNullOrWhiteSpace))
            problems.Add(new Problem("a word is empty", where, "Leave it out, with its tag."));
        if (tags.Any(t => t.Length == 0 || t.Any(char.IsWhiteSpace)))
            problems.Add(new Problem("a tag is empty or has a space", where, "Write tags without spaces, such as B-datetime."));
        if (problems.Count > 0)
            throw new InputException(problems);
        return new Example(
            itemId,
            language,
            task,
            [.. words.Select(w => new Segment(w, Role.User, false)), new Segment(string.Join(' ', tags), Role.Assistant, true)]
        );
    }

    /// <summary>The example's task, item and language as errors name the place.</summary>
    public string Where() => Where(Task, ItemId, Language);

    private static string Where(string task, string itemId, Language language) => $"task {task}, item {itemId} ({language.Code})";
}
