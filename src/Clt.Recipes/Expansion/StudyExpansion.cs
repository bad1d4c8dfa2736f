using Clt.Recipes.Cells;
using Clt.Recipes.Checks;
using Clt.Recipes.Grid;
using Clt.Recipes.Identity;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Models;
using Clt.Recipes.Resolution;
using Clt.Recipes.Studies;
using Clt.Recipes.Training;
using Clt.Results.Scores;
using Clt.Results.Store;

namespace Clt.Recipes.Expansion;

/// <summary>Checks a study and makes its cells.</summary>
public static class StudyExpansion
{
    /// <summary>The study's cells. Nothing is trained; sources may be read to count and fingerprint their records.</summary>
    /// <exception cref="InputException">Something is wrong: every problem is listed.</exception>
    public static ExpandedStudy Expand(this Study study, StudyContext context)
    {
        var problems = new Problems();
        StudyChecks.Run(study, problems);
        problems.ThrowIfAny();
        if (study.Published is { } published)
            return Reported(study, published);

        // Models of hubs are kept where the study's context keeps them.
        using var places = DataPlaces.Use(DataPlaces.Current with { CacheFolder = context.CacheFolder });
        var grid = Point.Grid(p => ResolvedPoint.Of(study, p));
        var axes = grid.SelectMany(p => p.Axes).Distinct().ToList();
        StudyChecks.Axes(axes, study.Named.Count > 0, problems);
        var points = ResolvedPoint.All(study, grid);
        Fetch(points, context, problems);
        foreach (var point in points)
            StudyChecks.Metrics(point, problems);
        var planOnly = context.Planning && points.Any(p => p.Base is FolderSpec f && FolderIdentity.IsConfigOnly(f.Path));
        context = context with { Planning = planOnly };
        foreach (var point in points)
            SettingChecks.Run(point, context, problems);
        // What has no sizes has no weights to be counted.
        if (!points.All(SettingChecks.HasSizes))
            problems.ThrowIfAny();
        // Data may have to be fetched: not for a model that is not there.
        if (points.Any(p => p.Base is FolderSpec f && !Directory.Exists(f.Path)))
            problems.ThrowIfAny();
        var data = new DataIdentity(context);
        var known = problems.Count;
        problems.Try(() => points = [.. points.Select(p => p with { Mixture = TemperatureDivision.Resolve(p.Mixture, p.Task, data) })]);
        // Without counts nothing further can be said of the mixtures.
        if (problems.Count > known)
            problems.ThrowIfAny();
        if (study.AllowsShort || context.AllowShort)
            problems.Try(() => points = [.. points.Select(p => ShortData.Cut(p, data))]);
        var checks = new DataChecks(data, problems);
        var objectives = new ObjectiveChecks(context, data, problems);
        var states = new StatesChecks(data, problems);
        var tokenizers = new TokenizerChecks(context, problems);
        foreach (var point in points)
        {
            checks.Run(point);
            foreach (var (_, before) in point.Exchanged)
                checks.Run(before);
            WarmStartChecks.Run(point, context.Models, problems);
            if (StartConfig.Of(point, context.Models) is not { } model)
                continue;
            StageChecks.Run(point, problems);
            AnswersChecks.Run(point, context, problems);
            KindChecks.Run(point, model, problems);
            LengthChecks.Run(point, model, problems);
            states.Run(point, model);
            objectives.Run(point, model);
            tokenizers.Run(point, model);
        }

        problems.ThrowIfAny();
        var maker = new CellMaker(data, context, study.MeasuresFreshHeads);
        var measured = new List<StudyPoint>();
        problems.Try(() => measured.AddRange(maker.Make(points, study.SeedList)));
        problems.ThrowIfAny();
        List<AxisInfo> all = [.. StageAxis(study), .. axes.Select(a => new AxisInfo(a.Name, a.Labels, a.Numbers))];
        if (study.Adaptive is { } adaptive)
            SeedChecks.Run(adaptive, all, [.. measured.Select(p => p.Cell)], problems);
        problems.ThrowIfAny();
        return new ExpandedStudy(
            study.Name,
            all,
            measured,
            ExpandedStudy.Ordered(measured.Select(p => p.Cell)),
            LanguageGroups.Of(points.SelectMany(p => p.Evaluate.Languages), points.SelectMany(p => p.Mixture.Named)),
            SettingTable.Of(study, grid),
            study.Analyses,
            [.. checks.Notes, .. data.Notes, .. GenerationNotes.Of(points, context.Models), .. IdleAxes.Notes(axes, measured)],
            [.. points.SelectMany(p => p.OwnMetrics).DistinctBy(m => m.Info.Signature)]
        )
        {
            IsPlanOnly = planOnly,
            Bases = Sampling(points),
            Adaptive = study.Adaptive?.Of(measured),
        };
    }

    /// <summary>Fetches models of hubs, of a plan what it reads, for a run all of each; and writes bases that are made of data.</summary>
    private static void Fetch(IReadOnlyList<ResolvedPoint> points, StudyContext context, Problems problems)
    {
        var folders = points.SelectMany(p => new[] { p.Base, p.Train?.Objective.Info.Teacher }).OfType<FolderSpec>().ToList();
        foreach (var address in folders.Select(f => f.Address).OfType<ModelAddress>().Distinct())
            problems.Try(() => address.Fetch(context.Hubs, weights: !context.Planning, context.Source));
        foreach (var made in folders.Where(f => f.Maker is not null).DistinctBy(f => f.Path))
            problems.Try(() => MadeModel.Ensure(made.Maker!, made.Path, context.Source));
        problems.ThrowIfAny();
    }

    /// <summary>Stages stand in results as the values of an axis do.</summary>
    private static AxisInfo[] StageAxis(Study study) =>
        study.Named.Count == 0 ? [] : [new AxisInfo(AxisInfo.Stage, [.. study.Named.Select(s => s.Name)], null)];

    /// <summary>How the bases that are fine-tuned or measured are drawn.</summary>
    private static BaseSampling Sampling(IReadOnlyList<ResolvedPoint> points)
    {
        var kinds = points
            .Select(p =>
                p.Base switch
                {
                    PretrainSpec { Seed: null } => BaseSampling.PerSeed,
                    PretrainSpec => BaseSampling.One,
                    FolderSpec => BaseSampling.Given,
                    var from => throw new ArgumentOutOfRangeException(nameof(points), from.GetType().Name, "A base of an unknown kind."),
                }
            )
            .Distinct()
            .ToList();
        return kinds.Count == 1 ? kinds[0] : BaseSampling.Mixed;
    }

    /// <summary>A study of scores that are there: no cell.</summary>
    private static ExpandedStudy Reported(Study study, MeanScores published) =>
        new(study.Name, [], [], [], LanguageGroups.Of([], []), study.Settings.Declared, study.Analyses, [], []) { Published = published };
}
