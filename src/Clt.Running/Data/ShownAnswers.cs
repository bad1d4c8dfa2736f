using Clt.Recipes.Answers;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Results.Store;

namespace Clt.Running.Data;

/// <summary>Pseudo-labels and other answers of models that a study has written so far, for those who look at its data.</summary>
public static class ShownAnswers
{
    /// <summary>A context that shows the answers that a study has written so far.</summary>
    /// <exception cref="InputException">When they are read: they are not written yet.</exception>
    public static SourceContext Context(Study study, StudyContext context)
    {
        var tasks = StudyData.Of(study).SelectMany(d => d.Trained);
        if (!tasks.Any(t => AnswersSource.In(t).Any()))
            return context.Source;
        var expanded = study.Expand(context);
        var uses = expanded.Cells.OfType<FinetuneCell>().SelectMany(c => c.Answers).ToList();
        var folder = new StudyFolder(context.RunsFolder, expanded.Name);
        var found = AnswersUse.Context(
            context.Source,
            [.. uses.Where(u => u.Cells.All(c => folder.Cell(c.Id).Read() is not null))],
            folder
        );
        return found with
        {
            Made = (source, language) =>
            {
                if (found.Made(source, language) is { } made)
                    return made;
                return uses.All(u => !ReferenceEquals(u.Source, source))
                    ? null
                    : throw new InputException(
                        "the answers are not written yet",
                        $"{source.Info.Name}, {language.Code}",
                        "Run the recipe first: clt run RECIPE."
                    );
            },
        };
    }
}
