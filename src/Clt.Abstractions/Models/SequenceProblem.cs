namespace Clt;

/// <summary>What a sequence classifier's outputs mean, and so its loss (<c>problem_type</c> in <c>config.json</c>).</summary>
public enum SequenceProblem
{
    /// <summary>One label is right: cross-entropy.</summary>
    SingleLabel,

    /// <summary>Any number of labels are right: binary cross-entropy of each.</summary>
    MultiLabel,

    /// <summary>Numbers: squared error.</summary>
    Regression,
}
