using Clt.Recipes.Answers;
using Clt.Results.Store;

namespace Clt.Recipes.Cells;

/// <summary>The cells that write what a training reads of <see cref="AnswersSource"/> in a language.</summary>
/// <param name="Source">What is read.</param>
/// <param name="Language">The language.</param>
/// <param name="By">Writes the answers.</param>
/// <param name="Agrees">Writes those of the model that must agree, or null.</param>
public sealed record AnswersUse(AnswersSource Source, Language Language, AnswersCell By, AnswersCell? Agrees)
{
    /// <summary>All its cells.</summary>
    public IReadOnlyList<AnswersCell> Cells => Agrees is null ? [By] : [By, Agrees];

    /// <summary>A context that finds the answers of a training in the folder of its study.</summary>
    public static SourceContext Context(SourceContext context, IReadOnlyList<AnswersUse> uses, StudyFolder study) =>
        context with
        {
            Made = (source, language) =>
                uses.FirstOrDefault(u => ReferenceEquals(u.Source, source) && u.Language.Code == language.Code)
                    ?.Cells.Select(c => study.Cell(c.Id).Path)
                    .ToList(),
        };
}
