using System.Text.RegularExpressions;
using Clt.Formats.Framing;
using Clt.Formats.Tokenization;

namespace Clt.Engine.Data;

/// <summary>
/// Turns examples into what an encoder-decoder reads and writes: prompt and completion, each in the tokenizer's own frame. Where the frame
/// holds a language's code (mBART), it is that of the example's language, on both sides; of a direction's two languages, each on its own.
/// </summary>
/// <param name="tokenizer">Splits texts.</param>
/// <param name="config">Its contexts, and what the decoder begins with.</param>
/// <param name="limit">What becomes of longer texts, and a lower limit for prompt and answer each; null to refuse them.</param>
public sealed partial class PairTokenizer(HubTokenizer tokenizer, SequenceToSequenceConfig config, LengthLimit? limit = null)
{
    private readonly LengthLimit _limit = limit ?? LengthLimit.OfContext();
    private readonly TextFrame _frame = TextFrame.Of(tokenizer, begins: config.SourcesBegin);

    /// <summary>An answer always ends: where the frame has nothing after a text, the end token stands there.</summary>
    private readonly IReadOnlyList<int> _end = SequenceFrame.Of(tokenizer).After;

    /// <summary>The ids of an example's prompt in their frame.</summary>
    /// <exception cref="InputException">It is longer than the encoder's context, or the tokenizer has no code of the language.</exception>
    public int[] Source(Example example) =>
        Fitting(example, SourceFrame(example.Language), Prompt(example), config.Encoder.ContextLength, "the prompt");

    /// <summary>What stands around a source in a language.</summary>
    /// <exception cref="InputException">The tokenizer has no code of the language.</exception>
    public TextFrame SourceFrame(Language language) => Frame(language.From ?? language);

    /// <summary>Prompt and completion.</summary>
    /// <exception cref="InputException">As for <see cref="Source"/>; so for the completion and the decoder.</exception>
    public PairExample Pair(Example example)
    {
        var frame = Ended(AnswerFrame(example.Language));
        var answer = tokenizer.EncodeIds(example.Completion);
        var labels = Fitting(example, frame, answer, config.Decoder.ContextLength, "the answer");
        return new PairExample(example.ItemId, example.Language, example.Task, new SequencePair(Source(example), labels));
    }

    /// <summary>What is trained on: prompt and completion, or a text that is spoilt, in parts where it is too long and split up.</summary>
    /// <exception cref="InputException">As for <see cref="Pair"/> or <see cref="Documents"/>.</exception>
    public IReadOnlyList<TrainingExample> Training(Example example) => example.Noise is null ? [Pair(example)] : Documents(example);

    /// <summary>
    /// The sources and labels of a multiple-choice example's options, as lm-evaluation-harness has them: white space at the prompt's end
    /// belongs to the option.
    /// </summary>
    /// <param name="example">Its options.</param>
    /// <param name="prompt">The example's own prompt, or its unconditional one.</param>
    /// <exception cref="InputException">As for <see cref="Pair"/>: all options at once.</exception>
    public (int[] Source, IReadOnlyList<int[]> Labels) Ranked(Example example, string prompt)
    {
        var (frame, context) = (AnswerFrame(example.Language), prompt.TrimEnd());
        var source = Fitting(
            example,
            SourceFrame(example.Language),
            tokenizer.EncodeIds(context),
            config.Encoder.ContextLength,
            "the prompt"
        );
        return (
            source,
            EachExample.Read(
                example.Choices,
                choice =>
                {
                    var labels = Ended(frame).Around(tokenizer.EncodeIds(prompt[context.Length..] + choice));
                    var most = _limit.Most(config.Decoder.ContextLength);
                    if (labels.Length > most)
                        _limit.Exceed(example, labels.Length, most, $"the choice '{choice.Trim()}'", canCut: false);
                    return labels;
                }
            )
        );
    }

    /// <summary>
    /// The whole text of an example as sentences, to be spoilt and restored; several documents where texts that are too long are split up.
    /// </summary>
    /// <exception cref="InputException">
    /// It is longer than both contexts and that is refused, or the tokenizer has no code of the language.
    /// </exception>
    public IReadOnlyList<DocumentExample> Documents(Example example)
    {
        var frame = Frame(example.Language.To);
        var most = _limit.Most(Math.Min(config.Encoder.ContextLength, config.Decoder.ContextLength));
        var room = Math.Max(1, most - frame.Around([]).Length);
        var sentences = Sentences()
            .Split(string.Concat(example.Segments.Select(s => s.Text)))
            .Select(s => (IReadOnlyList<int>)tokenizer.EncodeIds(s))
            .Where(s => s.Count > 0)
            .ToList();
        var count = sentences.Sum(s => s.Count);
        if (count <= room)
            return [Document(example, frame, [.. sentences.Select(s => s.ToArray())])];
        _limit.Exceed(example, count + frame.Around([]).Length, most);
        var parts = Rooms(sentences, room);
        if (_limit.Overlong.Action == OverlongAction.Split)
            return [.. parts.Select(p => Document(example, frame, p))];
        return [Document(example, frame, _limit.Overlong.Side == TextSide.Left ? Ending(sentences, room) : parts[0])];
    }

    private DocumentExample Document(Example example, TextFrame frame, IReadOnlyList<int[]> sentences) =>
        new(example.ItemId, example.Language, example.Task, sentences, [.. frame.After])
        {
            Noise = example.Noise,
            Mask = example.Noise is null ? 0 : Mask(example),
        };

    private int Mask(Example example) =>
        tokenizer.MaskId
        ?? throw new InputException(
            "the text is to be spoilt, but the tokenizer has no token that stands for what is hidden",
            example.Where(),
            "Start from an encoder-decoder whose tokenizer names a mask_token, as mBART's."
        );

    /// <summary>Sentences one behind the other, in as few rooms as hold them; one that does not fit is cut in two.</summary>
    private static List<List<int[]>> Rooms(IEnumerable<IReadOnlyList<int>> sentences, int room)
    {
        var (rooms, left) = (new List<List<int[]>> { new() }, room);
        foreach (var sentence in sentences)
        {
            for (var at = 0; at < sentence.Count; )
            {
                if (left == 0)
                    (rooms, left) = ([.. rooms, []], room);
                int[] part = [.. sentence.Skip(at).Take(left)];
                rooms[^1].Add(part);
                (at, left) = (at + part.Length, left - part.Length);
            }
        }

        return rooms;
    }

    /// <summary>The last sentences that a room holds, the first of them cut.</summary>
    private static List<int[]> Ending(IReadOnlyList<IReadOnlyList<int>> sentences, int room)
    {
        var kept = new List<int[]>();
        for (var i = sentences.Count - 1; i >= 0 && room > 0; i--)
        {
            kept.Insert(0, [.. sentences[i].Skip(Math.Max(0, sentences[i].Count - room))]);
            room -= kept[0].Length;
        }

        return kept;
    }

    /// <summary>What the decoder begins with in a language, and the first token it must write; null for the model's own.</summary>
    /// <exception cref="InputException">The tokenizer has no code of the language.</exception>
    public (int? Start, int? First) Begin(Language language)
    {
        if (!_frame.Before.Concat(_frame.After).Any(IsCode))
            return (null, null);
        var code = Code(language.To);
        // Where codes stand at the end, the decoder begins with one (mBART); where they stand at the beginning, it writes it first
        // (mBART-50).
        return _frame.After.Any(IsCode) ? (code, null) : (null, code);
    }

    private List<int> Prompt(Example example)
    {
        SegmentEncoding.RefuseTemplate(example);
        return tokenizer.EncodeIds(example.Prompt);
    }

    private TextFrame AnswerFrame(Language language) => config.SourcesBegin ? Frame(language.To) with { Before = [] } : Frame(language.To);

    private TextFrame Ended(TextFrame frame) => frame.After.Count > 0 ? frame : frame with { After = _end };

    private TextFrame Frame(Language language) =>
        _frame.Before.Concat(_frame.After).Any(IsCode) ? _frame.With(id => IsCode(id) ? Code(language) : id) : _frame;

    private bool IsCode(int id) => tokenizer.Piece(id) is { } piece && LanguageTokens.IsCode(piece);

    private int Code(Language language) =>
        tokenizer.AddedTokens.FirstOrDefault(t => LanguageTokens.Read(t.Content)?.Group == language.Group)?.Id
        ?? throw new InputException(
            $"the tokenizer has no code of {language.Code}",
            "encoder-decoder",
            "Leave the language out, or take a model that knows it."
        );

    private int[] Fitting(Example example, TextFrame frame, IReadOnlyList<int> ids, int context, string which)
    {
        var framed = frame.Before.Count + frame.After.Count;
        return frame.Around(_limit.Fit(example, ids, framed, _limit.Most(context), which));
    }

    /// <summary>
    /// Behind the marks that end sentences in most scripts, and at line ends; what stands between stays with the sentence before.
    /// </summary>
    [GeneratedRegex(@"(?<=[.!?]\s)|(?<=[。！？।\n])")]
    private static partial Regex Sentences();
}
