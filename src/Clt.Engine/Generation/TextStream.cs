using Clt.Engine.Models;
using Clt.Formats.Tokenization;

namespace Clt.Engine.Generation;

/// <summary>Continues one prompt, and gives the text out while it is written.</summary>
public static class TextStream
{
    /// <summary>The continuation that <see cref="TextGenerator"/> gives for this prompt alone.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokenizer">Decodes.</param>
    /// <param name="prompt">Token ids; not empty.</param>
    /// <param name="settings">How; one beam.</param>
    /// <param name="seed">Its <c>generation</c> stream samples.</param>
    /// <param name="written">
    /// Is given pieces of whole characters; together they are the text. What may begin a stop string is held back.
    /// </param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="InputException">A setting is out of range, or the prompt fills the context.</exception>
    public static GeneratedText Write(
        LanguageModel model,
        HubTokenizer tokenizer,
        int[] prompt,
        GenerationSettings settings,
        Seed seed,
        Action<string> written,
        CancellationToken cancel = default
    )
    {
        if (settings.Beams > 1)
            throw new InputException("a beam search has no text before its end", "generation settings, beams", "Set beams to 1.");
        var stream = new DecodeStream(tokenizer, skipSpecialTokens: true);
        var held = settings.StopStrings.Select(s => s.Length - 1).DefaultIfEmpty(0).Max();
        var (waiting, given) = ("", 0);
        GeneratedText? result = null;
        TextGenerator.Decode(
            model,
            tokenizer,
            [prompt],
            settings,
            task =>
            {
                var search = new TokenSearch(task, settings, seed);
                while (!search.IsDone)
                {
                    cancel.ThrowIfCancellationRequested();
                    search.Advance((_, text) => result = text);
                    if (search.IsDone)
                        break;
                    waiting += stream.Add(search.Live.Single().Ids[^1]);
                    Give(waiting[..Math.Max(0, waiting.Length - held)]);
                }
            }
        );
        waiting = result!.Text[given..];
        Give(waiting);
        return result;

        void Give(string piece)
        {
            if (piece.Length == 0)
                return;
            waiting = waiting[piece.Length..];
            given += piece.Length;
            written(piece);
        }
    }
}
