using Clt.Results.Scores;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Advice;

/// <summary>Advises on an allocation from scores of runs that were made.</summary>
/// <remarks>
/// It compares the mixtures that were measured, each with as many samples of its languages as the budget buys, and English alone. It says
/// nothing of mixtures that no run had, such as unequal samples of the languages: the scores cannot tell.
/// </remarks>
public static class Adviser
{
    private static readonly Dictionary<string, string[]> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["math"] = ["MR", "math-reasoning"],
        ["summarisation"] = ["SM", "summarization"],
        ["instructions"] = ["IF", "instruction-following"],
    };

    /// <exception cref="InputException">
    /// The scores lack the task, the model or a language, or the budget buys nothing; all are listed.
    /// </exception>
    public static Advice Advise(MeanScores scores, AdviceRequest request)
    {
        var task = Task(scores, request.Task);
        var curves = Curves(scores, task, request.Model);
        var served = request.Served.Count > 0 ? request.Served : curves[0].Others;
        Check(request, curves, served);
        var options = curves
            .Select(c => At(c, Samples(c, request), request, served))
            .Append(At(curves[0], 0, request, served))
            .OrderByDescending(o => o.Mean.Estimate)
            .ToList();
        var best = options[0];
        return new Advice(options, NextRuns(best, served), [.. Reasons(best, options, request, curves, served)]);
    }

    private static string Task(MeanScores scores, string name)
    {
        var known = Names.GetValueOrDefault(name, []).Append(name);
        return scores.Tasks.FirstOrDefault(t => known.Contains(t, StringComparer.OrdinalIgnoreCase))
            ?? throw new InputException(
                $"the scores have no task '{name}'",
                "--task",
                Suggest.DidYouMean(name, scores.Tasks, $"There are: {string.Join(", ", scores.Tasks)}.")
            );
    }

    /// <summary>
    /// Curves of the task alone with at least two numbers of samples; among settings, the first, which is that of one task alone.
    /// </summary>
    private static IReadOnlyList<TransferCurve> Curves(MeanScores scores, string task, string? model)
    {
        var curves = scores.Of(task).Where(c => c.Samples.Count > 1 && c.Trained.Count > 0).ToList();
        if (curves.Count == 0)
            throw new InputException("no curve of the task has two numbers of samples", "--store", "Make runs with more samples.");
        model ??= curves.GroupBy(c => c.Model).MaxBy(g => g.Count())!.Key;
        var models = curves.Select(c => c.Model).Distinct().ToList();
        // A size, such as 35B, names a model where only one has it.
        if (!models.Contains(model) && models.Where(m => m.Contains(model, StringComparison.OrdinalIgnoreCase)).ToList() is [var sized])
            model = sized;
        var found = curves.Where(c => c.Model == model).ToList();
        if (found.Count == 0)
            throw new InputException(
                $"the scores have no model '{model}'",
                "--model",
                Suggest.DidYouMean(model, models, $"There are: {string.Join(", ", models)}.")
            );
        return [.. found.Where(c => c.Setting == found[0].Setting)];
    }

    private static void Check(AdviceRequest request, IReadOnlyList<TransferCurve> curves, LanguageSet served)
    {
        var problems = new Problems();
        problems.Check(
            request.Budget > 0,
            $"the budget is {request.Budget}",
            "--budget",
            "Give a number of examples, or money where there are prices."
        );
        foreach (var language in served.Where(l => !curves.All(c => (c.English + c.Others).Contains(l))))
            problems.Add(
                $"no score of {language.Short}",
                "--languages",
                $"There are: {TransferCurve.Short(curves[0].English + curves[0].Others)}."
            );
        foreach (var (code, price) in request.Prices.Where(p => !(p.Value > 0)))
            problems.Add($"the price of {Language.Parse(code).Short} is {price}", "--price", "Give a positive number.");
        problems.ThrowIfAny();
    }

    private static double Price(AdviceRequest request, Language language) => request.Prices.GetValueOrDefault(language.Code, 1);

    private static double Samples(TransferCurve curve, AdviceRequest request) =>
        Math.Floor(request.Budget / curve.Trained.Sum(l => Price(request, l)));

    private static AdviceOption At(TransferCurve curve, double samples, AdviceRequest request, LanguageSet served) =>
        new(
            curve,
            samples,
            samples * curve.Trained.Sum(l => Price(request, l)),
            Mean(curve, served).At(samples),
            [.. served.Select(l => (l, new Forecast(curve.Points((n, s) => curve.At(n, l, s))).At(samples)))]
        );

    private static Forecast Mean(TransferCurve curve, LanguageSet served) => new(curve.Points((n, s) => curve.Mean(n, served, s)));

    /// <summary>
    /// By how much a further run at each number of samples would shorten the error of what a logarithmic fit expects at the option's
    /// samples. Not that of one new run, whose own noise no further run takes away.
    /// </summary>
    private static IReadOnlyList<(double Samples, double Narrowing)> NextRuns(AdviceOption best, LanguageSet served)
    {
        double[] x = [.. best.Curve.Points((n, s) => best.Curve.Mean(n, served, s)).Select(p => Math.Log(1 + p.Samples))];
        double Error(IReadOnlyList<double> xs)
        {
            var mean = xs.Average();
            return Math.Sqrt((1.0 / xs.Count) + (Math.Pow(Math.Log(1 + best.Samples) - mean, 2) / xs.Sum(v => (v - mean) * (v - mean))));
        }

        var now = Error(x);
        var candidates = best.Curve.Samples.Concat([best.Samples, best.Curve.Samples[^1] * 2]).Distinct();
        return [.. candidates.Select(n => (n, 1 - (Error([.. x, Math.Log(1 + n)]) / now))).OrderByDescending(c => c.Item2).Take(3)];
    }

    private static IEnumerable<string> Reasons(
        AdviceOption best,
        IReadOnlyList<AdviceOption> options,
        AdviceRequest request,
        IReadOnlyList<TransferCurve> curves,
        LanguageSet served
    )
    {
        yield return $"The scores of {best.Curve.Task} with {best.Curve.Model} ({best.Curve.Setting}) were used: "
            + $"{(curves.Count == 1 ? "1 mixture" : $"{curves.Count} mixtures")}, "
            + $"{curves.Sum(c => c.Samples.Count)} runs or more.";
        var english = options.First(o => o.Samples < 1);
        var gain = best.Mean.Estimate - english.Mean.Estimate;
        var noise = (best.Mean.High - best.Mean.Low) / 2;
        if (best == english)
            yield return "No mixture is predicted to do better than English alone.";
        else if (gain > noise)
            yield return $"It is predicted to add {Format.Score(gain)} to the mean of {TransferCurve.Short(served)} over English alone.";
        else
            yield return $"No evidence that it does better than English alone: {Format.Score(gain)} is within the error of one run "
                + $"({Format.Score(noise)}).";
        foreach (var other in options.Skip(1).Where(o => o.Samples >= 1))
        {
            var behind = best.Mean.Estimate - other.Mean.Estimate;
            yield return behind > noise
                ? $"{other.Name} is {Format.Score(behind)} behind."
                : $"No evidence that {other.Name} does worse: {Format.Score(behind)} behind.";
        }

        var half = Mean(best.Curve, served).At(best.Samples / 2).Estimate;
        if (best.Samples >= 2)
            yield return $"The second half of the samples is predicted to add {Format.Score(best.Mean.Estimate - half)}; half the "
                + $"budget may do.";
        if (best.Samples > best.Curve.Samples[^1])
            yield return $"{Format.Count((long)best.Samples)} samples are beyond the largest run: this is " + $"extrapolation.";
        if (request.Prices.Count == 0)
            yield return "Every example costs the same; --price LANGUAGE=PRICE changes that.";
    }
}
