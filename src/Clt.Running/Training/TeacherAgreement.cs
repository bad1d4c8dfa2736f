using Clt.Recipes.Cells;
using Clt.Results.Analysis;
using Clt.Results.Store;
using Clt.Running.Cells;

namespace Clt.Running.Training;

/// <summary>
/// How far a teacher's answers to held-out items agree with those of the model that had taught it, where a stage learns from answers of one
/// that did so too: what rounds of self-training end by.
/// </summary>
internal static class TeacherAgreement
{
    /// <summary>Adds the shares to a run's facts, one a language.</summary>
    public static void Add(Dictionary<string, double> facts, FinetuneCell cell, CellServices services)
    {
        foreach (var use in cell.Answers.DistinctBy(u => (u.By.Stage?.Stage, u.Language.Code, u.By.Task)))
        {
            var before = use.By.Stage?.Answers.FirstOrDefault(u =>
                u.Language.Code == use.Language.Code && ReferenceEquals(u.By.Task, use.By.Task)
            );
            if (before?.By.Stage is not { } teacher)
                continue;
            var name = RoundAgreement.Fact(use.By.Stage!.Stage, teacher.Stage, use.Language.Code);
            facts[name] = Share(Answers(use.By, services), Answers(before.By, services));
        }
    }

    /// <summary>
    /// Of the items that both answered, the mean share of words in which the answers are the same; 1 for one and the same label.
    /// </summary>
    internal static double Share(IReadOnlyDictionary<string, PredictionLine> one, IReadOnlyDictionary<string, PredictionLine> other) =>
        one
            .Values.Where(a => other.ContainsKey(a.Item))
            .Select(a => Same(a.Output.Trim().Split(' '), other[a.Item].Output.Trim().Split(' ')))
            .DefaultIfEmpty(double.NaN)
            .Average();

    private static double Same(string[] one, string[] other) =>
        one.Zip(other).Count(w => w.First == w.Second) / (double)Math.Max(one.Length, other.Length);

    private static IReadOnlyDictionary<string, PredictionLine> Answers(AnswersCell cell, CellServices services) =>
        AnswersFile.Read(services.Study.Cell(cell.Id).Path, Split.Validation);
}
