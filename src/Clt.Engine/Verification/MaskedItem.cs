using Clt.Engine.Data;
using Clt.Formats.Framing;
using Microsoft.ML.Tokenizers;

namespace Clt.Engine.Verification;

/// <summary>What of an item is trained on, token by token.</summary>
/// <param name="Task">The task.</param>
/// <param name="Language">The language.</param>
/// <param name="ItemId">The item.</param>
/// <param name="Tokens">Each token's text, and whether the loss counts it.</param>
/// <param name="Trained">Whether the targets are the trained segments' text, all of it and nothing else.</param>
public sealed record MaskedItem(
    string Task,
    Language Language,
    string ItemId,
    IReadOnlyList<(string Text, bool Target)> Tokens,
    bool Trained
)
{
    /// <summary>
    /// Holds the ids that are trained on against the text that the task marked, by decoding: the tokenizer that made them has no say.
    /// </summary>
    public static MaskedItem Of(Example example, TokenizedExample trained, Tokenizer tokenizer, SequenceFrame frame)
    {
        var marked = string.Concat(example.Segments.Where(s => s.Train).Select(s => s.Text));
        var rest = string.Concat(example.Segments.Where(s => !s.Train).Select(s => s.Text));
        var right = Text(true) == marked.Trim() && Text(false) == rest.Trim();
        return new MaskedItem(example.Task, example.Language, example.ItemId, Pieces(trained, tokenizer), right);

        bool IsFrame(int i) => !example.IsInTemplate && (i < frame.Before.Count || i >= trained.Ids.Length - frame.After.Count);

        // Runs are decoded one by one, as segments are tokenised one by one.
        string Text(bool target)
        {
            var (text, run) = ("", new List<int>());
            for (var i = 0; i <= trained.Ids.Length; i++)
            {
                if (i < trained.Ids.Length && trained.Targets[i] == target && !IsFrame(i))
                {
                    run.Add(trained.Ids[i]);
                    continue;
                }

                if (run.Count > 0)
                    text += tokenizer.Decode(run);
                run.Clear();
            }

            return text.Trim();
        }
    }

    /// <summary>Each token by itself; tokens that hold parts of a character are shown together.</summary>
    private static List<(string Text, bool Target)> Pieces(TokenizedExample trained, Tokenizer tokenizer)
    {
        var pieces = new List<(string, bool)>();
        for (var (start, end) = (0, 1); end <= trained.Ids.Length; end++)
        {
            var text = tokenizer.Decode(trained.Ids[start..end]) ?? "";
            var last = end == trained.Ids.Length || trained.Targets[end] != trained.Targets[start];
            if (text.Contains('\uFFFD') && !last)
                continue;
            pieces.Add((text, trained.Targets[start]));
            start = end;
        }

        return pieces;
    }
}
