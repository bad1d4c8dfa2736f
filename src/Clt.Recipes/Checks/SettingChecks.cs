using Clt.Recipes.Identity;
using Clt.Recipes.Models;
using Clt.Recipes.Resolution;
using Clt.Recipes.States;
using Clt.Recipes.Training;

namespace Clt.Recipes.Checks;

/// <summary>What must hold of numbers and models at each point.</summary>
internal static class SettingChecks
{
    /// <summary>Ten times those of published models.</summary>
    private const int MostVocabulary = 4_000_000;

    /// <summary>Whether the sizes of the models that a point trains are such that they can be built at all.</summary>
    public static bool HasSizes(ResolvedPoint point) =>
        point.Pretrained.All(p => !p.Model.Problems().Any()) && point.Tokenizer is null or { Vocabulary: <= MostVocabulary };

    public static void Run(ResolvedPoint point, StudyContext context, Problems problems)
    {
        if (point.Train is { } train)
        {
            foreach (var (what, mend) in TrainSettings.Problems(train, pretraining: false))
                problems.Add(what, point.Where(".Train"), mend);
        }

        problems.Check(point.Evaluate.Languages.Count > 0, "no language is evaluated", point.Where(".Evaluate"), "Name at least one.");
        problems.Check(
            point.Evaluate.Items >= 1,
            $"items is {point.Evaluate.Items}",
            point.Where(".Evaluate"),
            "Evaluate at least one item a language."
        );
        if (point.Task is not StatesTask { Metrics.Count: > 0 })
            Metrics(point, context.Metrics, problems);
        foreach (var pretrain in point.Pretrained)
            Pretrain(point, pretrain, problems);
        if (point.Base is not FolderSpec folder)
            return;
        problems.Check(Directory.Exists(folder.Path), "there is no such folder", $".Model(\"{folder.Path}\")", folder.Missing);
        problems.Check(
            point.Tokenizer is null,
            "the base is a folder, which has its own tokenizer",
            point.Where(".Tokenizer"),
            "Leave .Tokenizer out."
        );
    }

    private static void Metrics(ResolvedPoint point, IReadOnlyList<IMetric> metrics, Problems problems)
    {
        var own = point.OwnMetrics;
        var known = own.Concat(metrics).Select(m => m.Info.Name).ToList();
        var asked = point.Task is StatesTask ? null : point.Evaluate.Metrics;
        var named = asked ?? point.Task.Info.Metrics;
        var where = asked is null ? $"task '{point.Task.Info.Name}'" : point.Where(".Evaluate");
        problems.Check(named.Count + own.Count > 0, "there is no metric", where, "Name at least one.");
        foreach (var name in named.Except(known))
        {
            var mend = Suggest.DidYouMean(
                name,
                known,
                known.Count == 0 ? "No plugin gives a metric." : $"There are: {string.Join(", ", known)}."
            );
            problems.Add($"no plugin gives the metric '{name}'", where, mend);
        }
    }

    private static void Tokenizer(TokenizerSpec tokenizer, string where, Problems problems)
    {
        problems.Try(() => _ = tokenizer.Codes);
        problems.Check(tokenizer.Examples >= 1, $"examples is {tokenizer.Examples}", where, "Draw at least one.");
        problems.Check(
            tokenizer.Vocabulary <= MostVocabulary,
            $"vocabulary is {tokenizer.Vocabulary:N0}, and the largest that is learnt is {MostVocabulary:N0}",
            where,
            $"Give at most {MostVocabulary}."
        );
        if (tokenizer.Coverage is not { } coverage)
        {
            problems.Check(
                tokenizer.Vocabulary > 260,
                $"vocabulary is {tokenizer.Vocabulary}",
                where,
                "Take more than 256 for the bytes and a few for special tokens."
            );
            return;
        }

        problems.Check(tokenizer.Vocabulary > 4, $"vocabulary is {tokenizer.Vocabulary}", where, "Take more than the four special tokens.");
        problems.Check(
            coverage is > 0 and <= 1,
            $"coverage is {coverage}",
            where,
            "Give a share of all characters, above 0 and at most 1."
        );
    }

    private static string Shares(IEnumerable<double> shares) => string.Join(", ", shares.Select(PretrainSpec.NameOf));

    private static void Pretrain(ResolvedPoint point, PretrainSpec pretrain, Problems problems)
    {
        foreach (var (what, mend) in TrainSettings.Problems(pretrain.Train, pretraining: true))
            problems.Add(what, point.Where("Pretrain"), mend);
        problems.Check(pretrain.Tokens >= 1, $"tokens is {pretrain.Tokens}", point.Where("Pretrain"), "Train on at least one token.");
        problems.Check(
            pretrain.Keep.All(s => s is >= 0 and <= 1) && pretrain.Keep.Distinct().Count() == pretrain.Keep.Count,
            $"the kept checkpoints are {Shares(pretrain.Keep)}",
            point.Where("Pretrain, keep"),
            "Give shares from 0 to 1, each once: LogSpaced(12)."
        );
        problems.Check(
            pretrain.At is not { } at || pretrain.Keep.Contains(at),
            $"the checkpoint at {Shares([pretrain.At ?? 0])} is not kept",
            point.Where("Pretrain, at"),
            pretrain.Keep.Count == 0 ? "Name the checkpoints to keep: keep: LogSpaced(12)." : $"Kept are {Shares(pretrain.Keep)}."
        );
        if (point.Tokenizer is not { } tokenizer)
        {
            problems.Add(
                "there is no tokenizer for the base that is trained",
                point.Where(".Base"),
                "Add .Tokenizer(ByteLevelBpe(vocabulary: 1024))."
            );
        }
        else
        {
            Tokenizer(tokenizer, point.Where(tokenizer.Word), problems);
        }

        var shape = pretrain.Model.Info.Name;
        foreach (var problem in pretrain.Model.Problems())
            problems.Add(problem.What, point.Where(shape), problem.Mend);
    }
}
