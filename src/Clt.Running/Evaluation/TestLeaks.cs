using Clt.Recipes.Cells;
using Clt.Recipes.Data;
using Clt.Results.Store;
using Clt.Running.Data;

namespace Clt.Running.Evaluation;

/// <summary>
/// Counts test items that a cell was trained on, in any of its stages: the same prompt but for case, spaces and punctuation, in the same
/// language.
/// </summary>
internal static class TestLeaks
{
    /// <summary>Their number stands under this name among a cell's facts.</summary>
    public const string Fact = "test items in training";

    public static int Count(FinetuneCell cell, SourceContext context, StudyFolder study)
    {
        var task = cell.Measurement.Task;
        var seed = new Seed((ulong)cell.Seed);
        var drawn = cell.Chain.SelectMany(c => MixtureDraw.Counted(c.Mixture, task, AnswersUse.Context(context, c.Answers, study), seed));
        var trained = drawn.Select(Key).ToHashSet();
        return cell.Measurement.Languages.Sum(l =>
            MixtureDraw.Test(task, l, cell.Measurement.Items, context).Count(e => trained.Contains(Key(e)))
        );
    }

    /// <summary>A warning where runs were trained on test items, or an empty text.</summary>
    public static string Warning(IReadOnlyList<MeasuredRun> runs)
    {
        var leaky = runs.Where(r => r.Result.Facts.GetValueOrDefault(Fact) > 0).ToList();
        return leaky.Count == 0
            ? ""
            : $"{leaky.Count} of {runs.Count} runs were trained on test items, up to {leaky.Max(r => r.Result.Facts[Fact])} of them: "
                + "their scores measure memory too. clt data stats tells the languages; .WithoutTestItems() leaves such examples out.";
    }

    private static (string Language, string Text) Key(Example example) => (example.Language.Group, SourceWithoutTestItems.Key(example));
}
