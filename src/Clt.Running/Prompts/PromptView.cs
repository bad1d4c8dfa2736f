using System.Text;
using Clt.Formats.Framing;
using Clt.Formats.Tokenization;

namespace Clt.Running.Prompts;

/// <summary>An example as the model sees it, piece by piece, with what is trained on told from what is not.</summary>
public sealed record PromptView(string ItemId, Language Language, IReadOnlyList<PromptPiece> Pieces)
{
    private const string Reset = "\u001b[0m";

    /// <summary>
    /// The view of an example: where a tokenizer is given, the tokens that a decoder is trained on, with what frames them; else segments.
    /// </summary>
    public static PromptView Of(Example example, HubTokenizer? tokenizer = null) =>
        new(
            example.ItemId,
            example.Language,
            tokenizer is null
                ? [.. example.Segments.Where(s => s.Text.Length > 0).Select(s => new PromptPiece(s.Text, s.Train, s.Role, null))]
                : [.. Tokens(example, tokenizer)]
        );

    /// <summary>Tokens.</summary>
    public int Count => Pieces.Count(p => p.Id is not null);

    /// <summary>Tokens that are targets of the loss.</summary>
    public int Trained => Pieces.Count(p => p.Id is not null && p.Train);

    /// <summary>The text, with what is trained between ⟦ and ⟧: for files and pipes.</summary>
    public string Plain()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Pieces.Count; i++)
        {
            if (Pieces[i].Train && (i == 0 || !Pieces[i - 1].Train))
                text.Append('⟦');
            text.Append(Pieces[i].Text);
            if (Pieces[i].Train && (i == Pieces.Count - 1 || !Pieces[i + 1].Train))
                text.Append('⟧');
        }

        return text.ToString();
    }

    /// <summary>The text in a terminal's colours: green is trained, grey is not, neighbouring tokens in two shades.</summary>
    public string Ansi()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Pieces.Count; i++)
        {
            var colour = (Pieces[i].Train, i % 2) switch
            {
                (true, 0) => "30;48;5;114",
                (true, _) => "30;48;5;157",
                (false, 0) => "38;5;250",
                _ => "38;5;244",
            };
            // A background that runs over the end of a line colours the whole next one.
            foreach (var (line, n) in Pieces[i].Text.Split('\n').Select((l, n) => (l, n)))
            {
                if (n > 0)
                    text.Append('\n');
                if (line.Length > 0)
                    text.Append($"\u001b[{colour}m").Append(Shown(line)).Append(Reset);
            }
        }

        return text.ToString();
    }

    private static IEnumerable<PromptPiece> Tokens(Example example, HubTokenizer tokenizer)
    {
        var frame = example.IsInTemplate ? SequenceFrame.None : SequenceFrame.Of(tokenizer);
        IEnumerable<PromptPiece> Framing(IReadOnlyList<int> ids, bool train) =>
            ids.Select(id => new PromptPiece(tokenizer.Piece(id) ?? "", train, Role.Text, id));
        return Framing(frame.Before, false)
            .Concat(SegmentEncoding.Texts(tokenizer, example.Segments).SelectMany(r => Tokens(r.Run, r.Encoded)))
            .Concat(Framing(frame.After, example.Segments[^1].Train));
    }

    private static IEnumerable<PromptPiece> Tokens(IReadOnlyList<Segment> run, TokenizedText encoded)
    {
        var text = string.Concat(run.Select(s => s.Text));
        var (at, segment, behind) = (0, 0, run[0].Text.Length);
        for (var i = 0; i < encoded.Ids.Count; i++)
        {
            // What a tokenizer drops (white space, a byte of a character that is not whole) is shown with the token before.
            var end = i + 1 < encoded.Ids.Count ? Math.Max(at, encoded.Offsets[i + 1].Start) : text.Length;
            while (at >= behind && segment + 1 < run.Count)
                behind += run[++segment].Text.Length;
            yield return new PromptPiece(text[at..end], run[segment].Train, run[segment].Role, encoded.Ids[i]);
            at = end;
        }
    }

    /// <summary>Control characters would act on the terminal.</summary>
    private static string Shown(string text) =>
        text.AsSpan().ContainsAnyInRange('\0', '\u001f')
            ? string.Concat(
                text.Select(c =>
                    c == '\t' ? "⇥"
                    : char.IsControl(c) ? "�"
                    : c.ToString()
                )
            )
            : text;
}
