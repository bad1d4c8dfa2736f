using Clt.Engine.Data;
using Clt.Engine.States;
using Clt.Recipes.Identity;
using Clt.Recipes.Resolution;
using Clt.Recipes.States;

namespace Clt.Recipes.Checks;

/// <summary>What must hold where hidden states are measured: layers exist, probes have items, languages are aligned.</summary>
internal sealed class StatesChecks(DataIdentity data, Problems problems)
{
    private readonly HashSet<(ITask, string)> _known = [];

    /// <param name="point">The point; nothing is checked for tasks whose answers are measured.</param>
    /// <param name="model">The model that it starts from.</param>
    public void Run(ResolvedPoint point, ModelConfig model)
    {
        if (point.Task is not StatesTask task)
            return;
        var where = $"task '{task.Info.Name}'";
        Layers(task, model, where);
        problems.Check(
            point.Evaluate.Shots is null,
            "few-shot exemplars are asked for, but states are read of single texts",
            point.Where(".Evaluate"),
            "Leave shots out."
        );
        problems.Check(
            point.Train?.MeasureEvery is null,
            "states are not measured while a model is trained",
            point.Where(".Train, evaluateEvery"),
            "Leave evaluateEvery out, or keep checkpoints and measure these."
        );
        // Data are the same at all points.
        foreach (var language in point.Evaluate.Languages.Where(l => _known.Add((task, l.Code)) && Has(task, l)))
            problems.Try(() => Items(task, language, where));
    }

    private void Layers(StatesTask task, ModelConfig model, string where)
    {
        var last = StateReader.LastLayer(model);
        var wrong = task.Layers?.Where(l => l > last || l < -last - 1).ToList() ?? [];
        problems.Check(
            wrong.Count == 0,
            $"the model has no layer {string.Join(", ", wrong)}",
            $"{where}, layers",
            $"It has layers 0 (the embeddings) to {last}; -1 is the last."
        );
        problems.Check(task.Layers is not { Count: 0 }, "no layer is named", $"{where}, layers", "Name some, or leave layers out for all.");
    }

    private void Items(StatesTask task, Language language, string where)
    {
        switch (task)
        {
            case ProbeTask probe:
                Probe(probe, language, where);
                break;
            case SimilarityTask { HoldsPairs: true } pairs:
                Enough(data.Count(pairs.Source, language, Split.Test), pairs.Least, language, where);
                break;
            case SimilarityTask similarity:
                Aligned(similarity, similarity.Pivot, similarity.Least, language, where);
                break;
            case WordAlignmentTask alignment:
                Aligned(alignment, alignment.Pivot, 1, language, where);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(task), task.GetType().Name, "A measure of states of an unknown kind.");
        }
    }

    private void Probe(ProbeTask probe, Language tested, string where)
    {
        var inner = probe.Inner.Info;
        if (inner.Scoring is not (Scoring.Label or Scoring.Tag or Scoring.Pairs) || inner.Labels.Count < 2)
        {
            problems.Add(
                $"'{inner.Name}' gives no labels",
                where,
                "Probe for labels of texts, tags of words, or labels of pairs of words."
            );
            return;
        }

        problems.Check(probe.Train >= 1, $"a probe has {probe.Train} items", $"{where}, train", "Give at least 1.");
        problems.Check(probe.Seeds >= 1, $"there are {probe.Seeds} probes", $"{where}, seeds", "Give at least 1.");
        problems.Check(
            probe.Fit.Penalty > 0,
            FormattableString.Invariant($"the penalty is {probe.Fit.Penalty}"),
            $"{where}, by",
            "Give a positive number."
        );
        Labels(probe, tested, Split.Test);
        foreach (var language in probe.FittedFor(tested).Where(l => _known.Add((probe.Inner, l.Code)) && Has(probe, l)))
        {
            var available = data.Count(probe.Source, language, Split.Train);
            problems.Check(
                available >= probe.Train,
                $"a probe is fitted on {probe.Train} items, but the training part has {available} in {language.Code}",
                $"{where}, train",
                available == 0 ? "Take a source with a training part, such as UniversalDependencies(divided: true)." : "Ask for fewer."
            );
            problems.Check(
                probe.Seeds <= 1 || available > probe.Train,
                $"{probe.Seeds} probes would be fitted on the same {available} items in {language.Code}",
                $"{where}, seeds",
                "Ask for fewer items, so that each probe draws others, or for one probe."
            );
            Labels(probe, language, Split.Train);
        }
    }

    /// <summary>A gold label that the probe cannot give would be counted as its mistake.</summary>
    private void Labels(ProbeTask probe, Language language, Split split)
    {
        if (data.IsAbsent(probe.Source))
            return;
        var records = probe.Source.Read(new SourceRequest(language, split, data.Context));
        EachExample.Read(records, r => ProbeItem.Of(probe.Inner.Format(r), probe.Inner.Info));
    }

    /// <summary>Items of one name in two languages are each other's translation.</summary>
    private void Aligned(StatesTask task, Language pivot, int least, Language language, string where)
    {
        if (language == pivot || data.IsAbsent(task.Source) || !Has(task, pivot))
            return;
        HashSet<string> Ids(Language of) => [.. task.Source.Read(new SourceRequest(of, Split.Test, data.Context)).Select(r => r.ItemId)];
        var common = Ids(language);
        common.IntersectWith(Ids(pivot));
        if (common.Count > 0)
            Enough(common.Count, least, language, where);
        else
            problems.Add(
                $"no test item of '{task.Source.Info.Name}' in {language.Code} is one in {pivot.Code}: the languages are not aligned",
                where,
                "Take a source whose items have one name in all languages, or one with translations and name their field."
            );
    }

    private void Enough(int items, int least, Language language, string where) =>
        problems.Check(
            items >= least,
            $"there are {items} pairs of translations in {language.Code}, but at least {least} are needed",
            where,
            "Leave the language out, or take smaller batches."
        );

    /// <summary>Languages that probes are fitted in, or that others are compared with, are checked here alone.</summary>
    private bool Has(StatesTask task, Language language)
    {
        if (task.Source.Info.Languages.Any(l => l.Code == language.Code))
            return true;
        problems.Add(
            $"the source '{task.Source.Info.Name}' has no {language.Code}",
            $"task '{task.Info.Name}'",
            $"It has: {string.Join(" ", task.Source.Info.Languages.Select(l => l.Code))}."
        );
        return false;
    }
}
