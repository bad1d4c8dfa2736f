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
public sealed partial class PairTokenizer(HubTokenizer tokenizer, SequenceToSequenceConfig config)
{
    private readonly TextFrame _frame = TextFrame.Of(tokenizer, begins: false);

    /// <summary>An answer always ends: where the frame has nothing after a text, the end token stands there.</summary>
    private readonly IReadOnlyList<int> _end = SequenceFrame.Of(tokenizer).After;

    /// <summary>The ids of an example's prompt in their frame.</summary>
    /// <exception cref="InputException">It is longer than the encoder's context, or the tokenizer has no code of the language.</exception>
    public int[] Source(Example example) =>
        Fitting(example, SourceFrame(example.Language).Around(Prompt(example)), config.Encoder.ContextLength, "prompt");

    /// <summary>What stands around a source in a language.</summary>
    /// <exception cref="InputException">The tokenizer has no code of the language.</exception>
    public TextFrame SourceFrame(Language language) => Frame(language.From ?? language);

    /// <summary>Prompt and completion.</summary>
    /// <exception cref="InputException">As for <see cref="Source"/>; so for the completion and the decoder.</exception>
    public PairExample Pair(Example example)
    {
        var frame = Frame(example.Language.To);
        var labels = Ended(frame).Around(tokenizer.EncodeIds(example.Completion));
        labels = Fitting(example, labels, config.Decoder.ContextLength, "answer");
        return new PairExample(example.ItemId, example.Language, example.Task, new SequencePair(Source(example), labels));
    }

    /// <summary>
    /// The sources and labels of a multiple-choice example's options, as lm-evaluation-harness has them: white space at the prompt's end
    /// belongs to the option.
    /// </summary>
    /// <param name="example">Its options.</param>
    /// <param name="prompt">The example's own prompt, or its unconditional one.</param>
    /// <exception cref="InputException">As for <see cref="Pair"/>: all options at once.</exception>
    public (int[] Source, IReadOnlyList<int[]> Labels) Ranked(Example example, string prompt)
    {
        var (frame, context) = (Frame(example.Language.To), prompt.TrimEnd());
        var asked = SourceFrame(example.Language).Around(tokenizer.EncodeIds(context));
        var source = Fitting(example, asked, config.Encoder.ContextLength, "prompt");
        return (
            source,
            EachExample.Read(
                example.Choices,
                choice =>
                {
                    var labels = Ended(frame).Around(tokenizer.EncodeIds(prompt[context.Length..] + choice));
                    return Fitting(example, labels, config.Decoder.ContextLength, $"choice '{choice.Trim()}'");
                }
            )
        );
    }

    /// <summary>The whole text of an example as sentences, to be spoilt and restored; cut where the context ends.</summary>
    /// <exception cref="InputException">The tokenizer has no code of the language.</exception>
    public DocumentExample Document(Example example)
    {
        var frame = Frame(example.Language.To);
        var room = Math.Min(config.Encoder.ContextLength, config.Decoder.ContextLength) - frame.Around([]).Length;
        var sentences = new List<int[]>();
        foreach (var sentence in Sentences().Split(string.Concat(example.Segments.Select(s => s.Text))))
        {
            int[] ids = [.. tokenizer.EncodeIds(sentence).Take(Math.Max(0, room - sentences.Sum(s => s.Length)))];
            if (ids.Length > 0)
                sentences.Add(ids);
        }

        return new DocumentExample(example.ItemId, example.Language, example.Task, sentences, [.. frame.After]);
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

    private TextFrame Ended(TextFrame frame) => frame.After.Count > 0 ? frame : frame with { After = _end };

    private TextFrame Frame(Language language) =>
        _frame.Before.Concat(_frame.After).Any(IsCode) ? _frame.With(id => IsCode(id) ? Code(language) : id) : _frame;

    private bool IsCode(int id) => tokenizer.Piece(id) is { } piece && LanguageCode().IsMatch(piece);

    private int Code(Language language)
    {
        var codes = tokenizer.AddedTokens.Where(t => LanguageCode().IsMatch(t.Content));
        return codes.FirstOrDefault(t => Language.TryParse(t.Content.Split('_')[0], out var of) && of == language)?.Id
            ?? throw new InputException(
                $"the tokenizer has no code of {language.Code}",
                "encoder-decoder",
                "Leave the language out, or take a model that knows it."
            );
    }

    private static int[] Fitting(Example example, int[] ids, int context, string which) =>
        ids.Length <= context
            ? ids
            : throw new InputException(
                $"the {which} has {ids.Length} tokens but the context is {context}",
                example.Where(),
                "Shorten it, leave it out, or use a model with a longer context."
            );

    [GeneratedRegex("^[a-z]{2,3}_[A-Z]{2}$")]
    private static partial Regex LanguageCode();

    /// <summary>
    /// Behind the marks that end sentences in most scripts, and at line ends; what stands between stays with the sentence before.
    /// </summary>
    [GeneratedRegex(@"(?<=[.!?]\s)|(?<=[。！？।\n])")]
    private static partial Regex Sentences();
}
