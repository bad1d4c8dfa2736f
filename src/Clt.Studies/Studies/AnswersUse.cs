namespace Clt.Studies;

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
    public static SourceContext Context(SourceContext context, IReadOnlyList<AnswersUse> uses, StudyFolder study) => context with
    {
        Made = (source, language) => uses.FirstOrDefault(u => ReferenceEquals(u.Source, source) && u.Language.Code == language.Code)?.Cells
            .Select(c => study.Cell(c.Id).Path).ToList(),
    };

    /// <summary>A context that shows the answers that a study has written so far.</summary>
    /// <exception cref="InputException">When they are read: they are not written yet.</exception>
    public static SourceContext Shown(Study study, StudyContext context)
    {
        var tasks = StudyData.Of(study).SelectMany(d => d.Trained);
        if (!tasks.Any(t => AnswersSource.In(t).Any())) return context.Source;
        var expanded = study.Expand(context);
        var uses = expanded.Cells.OfType<FinetuneCell>().SelectMany(c => c.Answers).ToList();
        var folder = new StudyFolder(context.RunsFolder, expanded.Name);
        var found = Context(context.Source, [.. uses.Where(u => u.Cells.All(c => folder.Cell(c.Id).Read() is not null))], folder);
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
