namespace Clt.Plugins.Metrics.Answers;

/// <summary>Where in an output the answer to a mathematics question is looked for.</summary>
public enum AnswerRule
{
    /// <summary>The last number of the text.</summary>
    LastNumber,

    /// <summary>The number directly after the last "The answer is" in the output's language.</summary>
    Prefix,

    /// <summary>The number directly after the last <c>####</c> (GSM8K).</summary>
    Hash,

    /// <summary>The last number in the last balanced <c>\boxed{}</c>.</summary>
    Boxed,

    /// <summary>Boxed, else hash, else prefix, else the last number.</summary>
    Combined,
}
