using Clt.Engine.Data;
using Clt.Recipes.Answers;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Training;

namespace Clt.Running.Data;

/// <summary>Draws a mixture's examples from their sources.</summary>
internal static class MixtureDraw
{
    /// <summary>Seed of what must be the same for all runs: test items, validation examples.</summary>
    private static readonly Seed Common = new(1);

    /// <summary>The examples of a mixture given by counts, each part in its nested order.</summary>
    /// <exception cref="InputException">There are fewer than asked for, or some cannot be formatted: all are listed.</exception>
    public static IReadOnlyList<Example> Counted(MixtureSpec mixture, ITask? own, SourceContext context, Seed seed) =>
        new Mixture(mixture.Parts.Where(p => p.Count > 0).SelectMany(p => Parts(p, p.Task ?? own!, context))).Draw(context, seed);

    /// <summary>Of what a model wrote, filters keep what they keep: a mixture takes at most as many as it asks for.</summary>
    private static IEnumerable<MixturePart> Parts(PartSpec part, ITask task, SourceContext context)
    {
        var written = AnswersSource.In(task).Any();
        foreach (var language in part.Languages)
        {
            var kept = written ? task.Source.Read(new SourceRequest(language, Split.Train, context)).Count() : int.MaxValue;
            if (kept == 0)
            {
                throw new InputException(
                    "no answer passed the filters",
                    $"task {task.Info.Name}, language {language.Code}, {task.Source.Info.Name}",
                    "Loosen them, or ask more items."
                );
            }

            yield return new MixturePart(task, language, Math.Min(part.Count!.Value, kept));
        }
    }

    /// <summary>
    /// Endless examples of a mixture given by shares: the part that is furthest behind its share comes next; a part that ends starts
    /// again.
    /// </summary>
    /// <exception cref="InputException">A part has no example.</exception>
    public static IEnumerable<Example> Shared(MixtureSpec mixture, SourceContext context, Seed seed)
    {
        var streams = mixture
            .Parts.SelectMany(p =>
                p.Languages.Select(l =>
                    (Share: p.Share!.Value / p.Languages.Count, Examples: new MixturePart(p.Task!, l, null).Draw(context, seed))
                )
            )
            .ToList();
        var drawn = new int[streams.Count];
        while (true)
        {
            var next = 0;
            for (var i = 1; i < drawn.Length; i++)
            {
                if ((drawn[i] + 1) / streams[i].Share < (drawn[next] + 1) / streams[next].Share)
                    next = i;
            }

            if (streams[next].Examples.Count == 0)
                throw new InputException("a part of the mixture has no example", "pre-training", "Leave it out.");
            yield return streams[next].Examples[drawn[next]++ % streams[next].Examples.Count];
        }
    }

    /// <summary>At most so many held-out examples of each task and language that is trained on; the same for all seeds.</summary>
    public static IReadOnlyList<Example> Validation(MixtureSpec mixture, ITask? own, int count, SourceContext context) =>
        [
            .. mixture
                .Parts.Where(p => p.Count is null or > 0)
                .SelectMany(p => p.Languages.Select(l => (Task: p.Task ?? own!, Language: l)))
                .DistinctBy(p => (p.Task, p.Language.Code))
                .SelectMany(p => Some(p.Task, p.Language, count, Split.Validation, context)),
        ];

    /// <summary>
    /// The same of languages that are watched, of each task that is trained on; those of the validation are not measured twice.
    /// </summary>
    public static IReadOnlyList<Example> Watched(MixtureSpec mixture, ITask? own, TrainSpec train, SourceContext context)
    {
        var parts = mixture.Parts.Where(p => p.Count is null or > 0).ToList();
        return
        [
            .. train
                .Watched.Where(l => parts.All(p => p.Languages.All(t => t.Code != l.Code)))
                .SelectMany(l =>
                    parts
                        .Select(p => p.Task ?? own!)
                        .Distinct()
                        .Where(t => t.Source.Info.Languages.Any(s => s.Code == l.Code))
                        .SelectMany(t => Some(t, l, train.Validation, Split.Validation, context))
                ),
        ];
    }

    /// <summary>
    /// At most so many test items of a language: the same items for all runs, and for all languages of an aligned source.
    /// </summary>
    public static IReadOnlyList<Example> Test(ITask task, Language language, int count, SourceContext context) =>
        Some(task, language, count, Split.Test, context);

    /// <summary>At most so many held-out items of a language, the same for all runs; none where the source has none.</summary>
    public static IReadOnlyList<Example> HeldOut(ITask task, Language language, int count, SourceContext context) =>
        Some(task, language, count, Split.Validation, context);

    /// <summary>At most so many items of a language and split, the same for all runs.</summary>
    public static IReadOnlyList<Example> Some(ITask task, Language language, int count, Split split, SourceContext context)
    {
        if (count == 0)
            return [];
        var available = task.Source.Read(new SourceRequest(language, split, context)).Count();
        return new MixturePart(task, language, Math.Min(count, available)).Draw(context, Common, split);
    }
}
