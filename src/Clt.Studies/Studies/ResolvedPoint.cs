namespace Clt.Studies;

/// <summary>All settings of a study at one point of its grid. Without training settings the base is measured as it is, and the mixture is empty.</summary>
internal sealed record ResolvedPoint(
    TokenizerSpec? Tokenizer,
    BaseSpec Base,
    ITask Task,
    MixtureSpec Mixture,
    TrainSpec? Train,
    EvaluateSpec Evaluate,
    IReadOnlyList<AxisValue> Axes,
    IReadOnlyList<AxisValue> ReferenceAxes)
{
    /// <summary>Reads a study's settings; what a reference needs is read first, so its axes are known.</summary>
    public static ResolvedPoint Of(Study study, Point point)
    {
        var p = point.Fresh();
        var tokenizer = study.TokenizerChoice?.At(p);
        var start = study.BaseChoice!.At(p);
        var task = study.TaskChoice!.At(p);
        var evaluate = study.EvaluateChoice!.At(p);
        var reference = p.Read;
        return new ResolvedPoint(
            tokenizer, start, task, study.MixtureChoice?.At(p) ?? new MixtureSpec([]), study.TrainChoice?.At(p), evaluate, p.Values, reference);
    }

    /// <summary>The point in words, for problems.</summary>
    public string Where(string setting) =>
        Axes.Count == 0 ? setting : $"{setting} ({string.Join(", ", Axes.Select(a => $"{a.Axis} = {a.Label}"))})";
}
