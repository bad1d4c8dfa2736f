namespace Clt.Engine.Objectives;

/// <summary>How far a student's distribution is from its teacher's.</summary>
public enum Divergence
{
    /// <summary>KL(teacher ‖ student): the student covers all that the teacher says.</summary>
    ForwardKl,

    /// <summary>KL(student ‖ teacher): the student keeps to what the teacher says most (Gu et al. 2024, MiniLLM).</summary>
    ReverseKl,

    /// <summary>b · KL(teacher ‖ m) + (1 − b) · KL(student ‖ m) with m = b · teacher + (1 − b) · student (Agarwal et al. 2024, GKD).</summary>
    JensenShannon,

    /// <summary>Cross-entropy with the teacher's distribution: <see cref="ForwardKl"/> plus the teacher's entropy.</summary>
    SoftCrossEntropy,
}
