namespace Clt.Engine.Objectives;

/// <summary>Settings of <see cref="Distillation"/>.</summary>
public sealed record DistillationSettings
{
    public Divergence Divergence { get; init; } = Divergence.ForwardKl;

    /// <summary>
    /// Both models' logits are divided by it; the divergence is multiplied by its square, so that gradients keep their size.
    /// </summary>
    public double Temperature { get; init; } = 1;

    /// <summary>b of <see cref="Divergence.JensenShannon"/>, in (0, 1).</summary>
    public double Beta { get; init; } = 0.5;

    /// <summary>Share of the cross-entropy with the data's tokens, in [0, 1].</summary>
    public double HardShare { get; init; }

    /// <summary>What is wrong with the numbers.</summary>
    public IEnumerable<Problem> Problems()
    {
        if (!(Temperature > 0))
            yield return new Problem($"the temperature is {Temperature}", "distillation", "Give a number above 0, such as 2.");
        if (Beta is not (> 0 and < 1))
            yield return new Problem($"beta is {Beta}", "distillation", "Give a number between 0 and 1, such as 0.5.");
        if (HardShare is not (>= 0 and <= 1))
            yield return new Problem($"the hard share is {HardShare}", "distillation", "Give a number in [0, 1].");
    }
}

/// <summary>How far a student's distribution is from its teacher's.</summary>
public enum Divergence
{
    /// <summary>KL(teacher ‖ student): the student covers all that the teacher says.</summary>
    ForwardKl,

    /// <summary>KL(student ‖ teacher): the student keeps to what the teacher says most (Gu et al. 2024, MiniLLM).</summary>
    ReverseKl,

    /// <summary>
    /// b · KL(teacher ‖ m) + (1 − b) · KL(student ‖ m) with m = b · teacher + (1 − b) · student (Agarwal et al. 2024, GKD).
    /// </summary>
    JensenShannon,

    /// <summary>Cross-entropy with the teacher's distribution: <see cref="ForwardKl"/> plus the teacher's entropy.</summary>
    SoftCrossEntropy,
}
