using Clt.Recipes.Identity;
using Clt.Recipes.Models;
using Clt.Recipes.Resolution;
using Clt.Recipes.Training;

namespace Clt.Recipes.Checks;

/// <summary>What must hold of numbers and models at each point.</summary>
internal static class SettingChecks
{
    public static void Run(ResolvedPoint point, StudyContext context, IReadOnlyList<IMetric> own, Problems problems)
    {
        if (point.Train is { } train)
        {
            Train(train, point.Where(".Train"), problems);
            problems.Check(train.Epochs >= 1, $"epochs is {train.Epochs}", point.Where(".Train"), "Train for at least one epoch.");
        }

        problems.Check(point.Evaluate.Languages.Count > 0, "no language is evaluated", point.Where(".Evaluate"), "Name at least one.");
        problems.Check(
            point.Evaluate.Items >= 1, $"items is {point.Evaluate.Items}", point.Where(".Evaluate"), "Evaluate at least one item a language.");
        Metrics(point, context.Metrics, own, problems);
        foreach (var pretrain in point.Pretrained) Pretrain(point, pretrain, problems);
        if (point.Base is not FolderSpec folder) return;
        problems.Check(Directory.Exists(folder.Path), "there is no such folder", $".Model(\"{folder.Path}\")", folder.Missing);
        problems.Check(
            point.Tokenizer is null, "the base is a folder, which has its own tokenizer", point.Where(".Tokenizer"), "Leave .Tokenizer out.");
    }

    private static void Metrics(ResolvedPoint point, IReadOnlyList<IMetric> metrics, IReadOnlyList<IMetric> own, Problems problems)
    {
        var known = own.Concat(metrics).Select(m => m.Info.Name).ToList();
        var named = point.Evaluate.Metrics ?? point.Task.Info.Metrics;
        var where = point.Evaluate.Metrics is null ? $"task '{point.Task.Info.Name}'" : point.Where(".Evaluate");
        problems.Check(named.Count + own.Count > 0, "there is no metric", where, "Name at least one.");
        foreach (var name in named.Except(known))
        {
            var mend = Suggest.DidYouMean(name, known, known.Count == 0 ? "No plugin gives a metric." : $"There are: {string.Join(", ", known)}.");
            problems.Add($"no plugin gives the metric '{name}'", where, mend);
        }
    }

    private static void Pretrain(ResolvedPoint point, PretrainSpec pretrain, Problems problems)
    {
        Train(pretrain.Train, point.Where("Pretrain"), problems);
        problems.Check(pretrain.Tokens >= 1, $"tokens is {pretrain.Tokens}", point.Where("Pretrain"), "Train on at least one token.");
        if (point.Tokenizer is not { } tokenizer)
        {
            problems.Add(
                "there is no tokenizer for the base that is trained", point.Where(".Base"), "Add .Tokenizer(ByteLevelBpe(vocabulary: 1024)).");
        }
        else
        {
            var mend = "Take more than 256 for the bytes and a few for special tokens.";
            problems.Check(tokenizer.Vocabulary > 260, $"vocabulary is {tokenizer.Vocabulary}", point.Where("ByteLevelBpe"), mend);
            problems.Check(tokenizer.Examples >= 1, $"examples is {tokenizer.Examples}", point.Where("ByteLevelBpe"), "Draw at least one.");
        }

        foreach (var (what, mend) in pretrain.Model.Problems()) problems.Add(what, point.Where(pretrain.Model.Word), mend);
    }

    private static void Train(TrainSpec train, string where, Problems problems)
    {
        problems.Check(train.Batch >= 1, $"batch is {train.Batch}", where, "Give at least 1.");
        foreach (var problem in train.Rate.Problems()) problems.Add(problem.What, where, problem.Mend);
        problems.Check(
            train.Rate.Schedule != Schedule.OnPlateau || train.Validation > 0, "the rate follows the validation loss, but no example is held out", where,
            "Raise validation, or take another learning rate.");
        problems.Check(train.SpikeFactor is 0 or > 1, $"spikeFactor is {train.SpikeFactor}", where, "Give a number above 1, or 0 to report none.");
        problems.Check(
            train.Curve is null or { Every: >= 1, Items: >= 1 }, $"evaluateEvery is {train.Curve?.Every} steps of {train.Curve?.Items} items", where,
            "Give at least 1 of each.");
        problems.Check(train.CheckpointEvery.Every >= 1, $"checkpointEvery is {train.CheckpointEvery.Every} steps", where, "Give at least 1.");
        problems.Check(train.WeightDecay is >= 0 and < 1, $"weightDecay is {train.WeightDecay}", where, "Give a number from 0 to 1.");
        problems.Check(train.Clip > 0, $"clip is {train.Clip}", where, "Give a positive number.");
        foreach (var problem in train.Optimizer.Problems()) problems.Add($"{problem.Where}: {problem.What}", where, problem.Mend);
        problems.Check(train.Average is >= 0 and < 1, $"ema is {train.Average}", where, "Give a number from 0 to 1, such as 0.999.");
        problems.Check(train.Patience >= 0, $"earlyStopping is {train.Patience}", where, "Give 0 or more validation losses.");
        problems.Check(
            train.Patience == 0 || train.Validation > 0, "early stopping needs a validation loss, but no example is held out", where,
            "Raise validation, or leave earlyStopping out.");
        problems.Check(train.Validation >= 0, $"validation is {train.Validation}", where, "Give 0 or more examples.");
        problems.Check(
            train.SelectBy == Selection.Last || train.Validation > 0,
            "checkpoints are selected by a validation loss, but no example is held out", where, "Raise validation, or select the last checkpoint.");
    }
}
