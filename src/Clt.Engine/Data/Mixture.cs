namespace Clt.Engine.Data;

/// <summary>What a model is trained on: parts that are added up with <c>+</c>.</summary>
public sealed class Mixture
{
    public Mixture(IEnumerable<MixturePart> parts) => Parts = [.. parts];

    public static Mixture Empty { get; } = new([]);

    public IReadOnlyList<MixturePart> Parts { get; }

    public static Mixture operator +(Mixture left, Mixture right) => new(left.Parts.Concat(right.Parts));

    public static Mixture operator +(Mixture left, MixturePart right) => new(left.Parts.Append(right));

    /// <summary>The same number of examples in each of several languages.</summary>
    public static Mixture PerLanguage(ITask task, IEnumerable<Language> languages, int? count) =>
        new(languages.Select(language => new MixturePart(task, language, count)));

    public static Mixture Fixed(ITask task, Language language, int? count) => new([new MixturePart(task, language, count)]);

    /// <summary>
    /// All examples, part by part, each part in its nested order (see <see cref="MixturePart.Draw"/>). The trainer shuffles.
    /// </summary>
    /// <exception cref="InputException">The mixture is empty, or parts ask for more than there is: every such part is listed.</exception>
    public IReadOnlyList<Example> Draw(SourceContext context, Seed seed, Split split = Split.Train)
    {
        var examples = new List<Example>();
        var problems = new List<Problem>();
        foreach (var part in Parts)
        {
            try
            {
                examples.AddRange(part.Draw(context, seed, split));
            }
            catch (InputException e)
            {
                problems.AddRange(e.Problems);
            }
        }

        if (problems.Count > 0)
            throw new InputException(problems);
        return examples.Count > 0
            ? examples
            : throw new InputException("the mixture is empty", ToString(), "Give at least one part a count above 0.");
    }

    /// <summary>Canonical text: the parts joined with <c> + </c>.</summary>
    public override string ToString() => Parts.Count == 0 ? "(no parts)" : string.Join(" + ", Parts);
}
