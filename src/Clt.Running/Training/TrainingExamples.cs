using Clt.Engine.Data;
using Clt.Formats.ChatTemplates;
using Clt.Formats.Files;
using Clt.Formats.Tokenization;
using Clt.Recipes.Cells;
using Clt.Recipes.Identity;
using Clt.Results.Store;
using Clt.Running.Cells;
using Clt.Running.Data;
using Clt.Running.Kinds;
using Clt.Running.Prompts;

namespace Clt.Running.Training;

/// <summary>Training, validation and watched examples of a fine-tuning, tokenised, with how many were too long.</summary>
/// <param name="Drawn">What was drawn to be trained on, as it was before it was read.</param>
/// <param name="Train">What is trained on.</param>
/// <param name="Validation">What checkpoints are selected by.</param>
/// <param name="Watched">What is followed besides.</param>
/// <param name="Overlong">How many of each were too long; empty where none was.</param>
internal sealed record TrainingExamples(
    IReadOnlyList<Example> Drawn,
    IReadOnlyList<TrainingExample> Train,
    IReadOnlyList<TrainingExample> Validation,
    IReadOnlyList<TrainingExample> Watched,
    IReadOnlyList<OverlongPart> Overlong
)
{
    /// <summary>Draws and tokenises. What was too long is kept in the cache under the training's name.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="start">The folder of its base.</param>
    /// <param name="tokenizer">The base's tokenizer.</param>
    /// <param name="kind">Reads examples.</param>
    /// <param name="services">Where needed cells are.</param>
    /// <exception cref="InputException">
    /// Examples are too long, and that is refused, or they cannot be read: all of them are told.
    /// </exception>
    public static TrainingExamples Read(FinetuneCell cell, string start, HubTokenizer tokenizer, IModelKind kind, CellServices services)
    {
        var context = AnswersUse.Context(services.Sources, cell.Answers, services.Study);
        var templates = new TemplateTasks(ModelChat.Find(start, tokenizer), context);
        var (task, mixture) = (templates.Of(cell.Measurement.Task), templates.Of(cell.Mixture));
        var overlong = new List<OverlongPart>();
        var problems = new Problems();
        IReadOnlyList<TrainingExample> Tokens(IEnumerable<Example> drawn, string of)
        {
            IReadOnlyList<TrainingExample> made = [];
            var limit = cell.Train.Limit();
            problems.Try(() => made = kind.Tokenize(drawn, limit));
            overlong.AddRange(limit.Parts(of));
            return made;
        }

        var drawn = MixtureDraw.Counted(mixture, task, context, new Seed((ulong)cell.Seed));
        var train = Tokens(drawn, OverlongPart.Training);
        var held = Tokens(MixtureDraw.Validation(mixture, task, cell.Train.Validation, context), OverlongPart.Validation);
        var watched = Tokens(MixtureDraw.Watched(mixture, task, cell.Train, context), OverlongPart.Validation);
        problems.ThrowIfAny();
        if (train.Count == 0)
            throw new InputException(
                "every example is too long, and left out",
                ".Train, maxLength",
                "Raise it, or say overlong: Truncate(Left)."
            );
        CacheFile.Keep(Kept(cell, services.Context), OverlongParts.Text(overlong));
        return new TrainingExamples(drawn, train, held, watched, overlong);
    }

    /// <summary>What was too long when the training's examples were read; null where that was not done here.</summary>
    public static IReadOnlyList<OverlongPart>? Known(FinetuneCell cell, StudyContext context) =>
        CacheFile.Read(Kept(cell, context), OverlongParts.Parse);

    private static string Kept(FinetuneCell cell, StudyContext context) => Path.Combine(context.CacheFolder, "lengths", cell.Training.Id);
}
