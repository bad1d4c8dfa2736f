namespace Clt.Engine.Training;

/// <summary>Which weights a run ends with.</summary>
public enum SelectBy
{
    /// <summary>Those after the last step.</summary>
    Last,

    /// <summary>Those with the lowest validation loss among the checkpoints and the last step; the earliest of equals.</summary>
    ValidationLoss,
}
