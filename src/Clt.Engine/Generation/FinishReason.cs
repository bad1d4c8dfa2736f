namespace Clt.Engine.Generation;

/// <summary>Why a sequence ended.</summary>
public enum FinishReason
{
    /// <summary>An end token of the model was generated.</summary>
    EndToken,

    /// <summary>One of <see cref="GenerationSettings.StopTokens"/> was generated.</summary>
    StopToken,

    /// <summary>A stop string was generated.</summary>
    StopString,

    /// <summary>The most new tokens were generated.</summary>
    MaxNewTokens,

    /// <summary>The model's context is full.</summary>
    Context,
}
