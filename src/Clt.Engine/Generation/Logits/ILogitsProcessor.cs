using Clt.Engine.Generation.Decoding;

namespace Clt.Engine.Generation.Logits;

/// <summary>Changes the scores of the next token before one is chosen.</summary>
internal interface ILogitsProcessor
{
    /// <param name="sequence">The sequence so far.</param>
    /// <param name="scores">[V]: logits or log-probabilities, changed in place; minus infinity leaves a token out.</param>
    void Process(LiveSequence sequence, Span<float> scores);
}
