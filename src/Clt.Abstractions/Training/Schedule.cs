namespace Clt;

/// <summary>
/// Learning-rate schedule with a linear warm-up: what most schedules are. Names and values of those that are built in are transformers'
/// get_scheduler's.
/// </summary>
/// <remarks>With a warm-up of W steps the first step has rate 0 and step W, counted from 0, is the first at the full rate.</remarks>
/// <param name="Peak">The full learning rate, above 0 and below 10.</param>
/// <param name="Warmup">Steps of linear rise from zero to the peak; below 1 a share of all steps, rounded up.</param>
public abstract record Schedule(double Peak, double Warmup) : ISchedule
{
    private static readonly IReadOnlyList<double> None = [];

    /// <summary>Short name, such as <c>linear</c>.</summary>
    protected abstract string Name { get; }

    /// <summary>Its further numbers.</summary>
    protected virtual IReadOnlyList<(string Key, object? Value)> Settings => [];

    /// <summary>Whether <see cref="Follow"/> looks at validation losses.</summary>
    protected virtual bool FollowsValidation => false;

    /// <inheritdoc/>
    public ScheduleInfo Info =>
        new(Name)
        {
            Text =
                FormattableString.Invariant($"{Name} {Peak}")
                + string.Concat(Settings.Where(s => s.Value is not null).Select(s => FormattableString.Invariant($", {s.Key} {s.Value}")))
                + (Warmup > 0 ? FormattableString.Invariant($", {Warmup} {(Warmup < 1 ? "of all steps" : "steps")} of warm-up") : ""),
            Settings = [("peak", Peak), ("warmup", Warmup), .. Settings],
            FollowsValidation = FollowsValidation,
        };

    /// <inheritdoc/>
    public virtual IEnumerable<Problem> Problems()
    {
        if (Peak is not (> 0 and < 10))
            yield return Wrong($"the learning rate is {Peak}", "Give a positive number, such as 1e-3.");
        if (!(Warmup >= 0))
            yield return Wrong($"warmup is {Warmup}", "Give 0 or more steps, or a share of them below 1.");
    }

    /// <summary>Warm-up steps in a run of so many steps.</summary>
    public int WarmupSteps(int total) => (int)(Warmup < 1 ? Math.Ceiling(Warmup * total) : Warmup);

    /// <inheritdoc/>
    public double Rate(ScheduleStep at)
    {
        var rate = Peak * Share(at.Step, WarmupSteps(at.Total), at.Total);
        return FollowsValidation ? rate * Follow(at.ValidationLosses) : rate;
    }

    /// <summary>The rate of a step, from 0, where no validation loss is known.</summary>
    public double Rate(int step, int total) => Rate(new ScheduleStep(step, total, None));

    /// <summary>The share of the peak at a step: the warm-up, then what <see cref="After"/> says.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="warmup">Steps of warm-up.</param>
    /// <param name="total">Steps of the run.</param>
    protected virtual double Share(double step, double warmup, double total) =>
        step < warmup ? step / Math.Max(1, warmup) : After(step, warmup, total);

    /// <summary>The share of the peak at a step behind the warm-up.</summary>
    /// <inheritdoc cref="Share"/>
    protected abstract double After(double step, double warmup, double total);

    /// <summary>What the rate is multiplied with after these validation losses; asked where <see cref="FollowsValidation"/>.</summary>
    protected virtual double Follow(IReadOnlyList<double> validationLosses) => 1;

    /// <summary>How far a step is on the way from the warm-up's end to the run's.</summary>
    protected static double Progress(double step, double warmup, double total) => (step - warmup) / Math.Max(1, total - warmup);

    /// <summary>1 at progress 0, 0 at progress 1, and back, along a cosine.</summary>
    protected static double Wave(double progress) => 0.5 * (1 + Math.Cos(Math.PI * progress));

    /// <summary>A problem of the schedule's numbers.</summary>
    protected static Problem Wrong(FormattableString what, string mend) =>
        new(FormattableString.Invariant(what), "learning-rate schedule", mend);
}
