using Clt.Engine.Generation.Beams;
using Microsoft.ML.Tokenizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Generation.Decoding;

/// <summary>Items to continue, and the model that does it.</summary>
/// <param name="Session">Made for these items.</param>
/// <param name="Prompts">
/// Ids that each item's sequence begins with, in the session's order: the prompt, or a seq2seq model's start token.
/// </param>
/// <param name="Ends">End tokens.</param>
/// <param name="Context">Longest sequence, prompt included.</param>
/// <param name="Tokenizer">Decodes; null where ids are enough.</param>
internal sealed record DecodingTask(
    IDecodingSession Session,
    IReadOnlyList<IReadOnlyList<int>> Prompts,
    IReadOnlyList<int> Ends,
    int Context,
    Tokenizer? Tokenizer
)
{
    /// <summary>Most new tokens of an item, by the settings and the context.</summary>
    public int MostNew(int item, GenerationSettings settings) => Math.Min(settings.MaxNewTokens, Context - Prompts[item].Count);

    /// <summary>Continues every item, greedily or by lot.</summary>
    /// <param name="settings">How; one beam.</param>
    /// <param name="seed">Its <c>generation</c> stream samples.</param>
    /// <param name="ended">Is given every item as it ends, in any order.</param>
    /// <param name="progress">Hears of every step.</param>
    /// <param name="cancel">Stops.</param>
    public void Search(
        GenerationSettings settings,
        Seed seed,
        Action<int, GeneratedText> ended,
        IProgress<GenerationProgress>? progress,
        CancellationToken cancel
    )
    {
        var search = new TokenSearch(this, settings, seed);
        Run(() => search.IsDone, search.Advance, ended, progress, cancel);
    }

    /// <summary>Searches with beams; items are given their finished sequences, best first.</summary>
    /// <inheritdoc cref="Search"/>
    public void SearchBeams(
        GenerationSettings settings,
        Action<int, IReadOnlyList<BeamHypothesis>> ended,
        IProgress<GenerationProgress>? progress,
        CancellationToken cancel
    )
    {
        var search = new BeamSearch(this, settings);
        Run(() => search.IsDone, search.Advance, ended, progress, cancel);
    }

    private void Run<T>(
        Func<bool> isDone,
        Func<Action<int, T>, int> advance,
        Action<int, T> ended,
        IProgress<GenerationProgress>? progress,
        CancellationToken cancel
    )
    {
        using var noGrad = no_grad();
        var (done, tokens) = (0, 0L);
        while (!isDone())
        {
            cancel.ThrowIfCancellationRequested();
            tokens += advance(
                (item, result) =>
                {
                    done++;
                    ended(item, result);
                }
            );
            progress?.Report(new GenerationProgress(done, Prompts.Count, tokens));
        }
    }
}
