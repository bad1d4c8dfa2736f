using Clt.Recipes.Cells;
using Clt.Recipes.Data;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Results.Store;

namespace Clt.Running.Data;

/// <summary>What a study's models have written so far, for looking at data.</summary>
public static class WrittenAnswers
{
    /// <summary>A context in which a study's sources give the answers that are there.</summary>
    /// <exception cref="InputException">The study is wrong; or, when they are read: answers are not written yet.</exception>
    public static SourceContext Of(Study study, StudyContext context)
    {
        var tasks = StudyData.Of(study).SelectMany(d => d.Trained);
        if (!tasks.Any(t => AnswersSource.In(t).Any())) return context.Source;
        var expanded = study.Expand(context);
        var uses = expanded.Cells.OfType<FinetuneCell>().SelectMany(c => c.Answers).ToList();
        var folder = new StudyFolder(context.RunsFolder, expanded.Name);
        var written = uses.Where(u => u.Cells.All(c => folder.Cell(c.Id).Read() is not null)).ToList();
        var found = AnswersUse.Context(context.Source, written, folder);
        return found with
        {
            Made = (source, language) =>
            {
                if (found.Made(source, language) is { } made) return made;
                return uses.All(u => !ReferenceEquals(u.Source, source)) ? null : throw new InputException(
                    "the answers are not written yet", $"{source.Info.Name}, {language.Code}", "Run the recipe first: clt run RECIPE.");
            },
        };
    }
}
