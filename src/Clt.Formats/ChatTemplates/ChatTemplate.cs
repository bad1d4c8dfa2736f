using Clt.Formats.ChatTemplates.Jinja;
using Clt.Formats.Tokenization;

namespace Clt.Formats.ChatTemplates;

/// <summary>A chat template in the Jinja subset that published templates use, rendered as transformers renders it.</summary>
/// <remarks>
/// Templates are untrusted: they reach nothing but their variables, cannot change them, and are bounded in steps (2 million), call depth
/// and output (32 M characters). Constructs and arguments outside the subset are errors that name them and the line.
/// </remarks>
public sealed class ChatTemplate
{
    private readonly string _name;
    private readonly List<Statement> _body;

    private ChatTemplate(string name, string source, List<Statement> body, bool marksAssistant)
    {
        (_name, Source, _body, MarksAssistant) = (name, source, body, marksAssistant);
    }

    /// <summary>The template's text.</summary>
    public string Source { get; }

    /// <summary>The template has {% generation %} blocks, which say exactly what the assistant writes.</summary>
    public bool MarksAssistant { get; }

    /// <param name="source">The template.</param>
    /// <param name="name">The name that errors give.</param>
    /// <exception cref="InputException">The template is not understood.</exception>
    public static ChatTemplate Parse(string source, string name = "chat template")
    {
        try
        {
            return new ChatTemplate(name, source, StatementParser.Parse(source), GenerationTag.IsIn(source));
        }
        catch (TemplateFault fault)
        {
            throw Error(name, fault, fault.MendOfSource);
        }
    }

    /// <exception cref="InputException">The template refuses the conversation (its own message is the problem) or fails on it.</exception>
    public RenderedChat Render(ChatRequest request)
    {
        try
        {
            return request.ContinueFinalMessage ? FinalMessage.Continue(request, Run) : Run(request);
        }
        catch (InsufficientExecutionStackException)
        {
            throw new InputException("The template or a value that it makes nests too deep", _name, "Use another template.");
        }
        catch (TemplateFault fault)
        {
            throw Error(_name, fault, fault.Mend);
        }
    }

    /// <summary>The conversation as segments of which nothing is trained.</summary>
    /// <param name="request">The conversation.</param>
    /// <param name="tokenizer">Knows the special tokens that messages may spell, which stay text; null for none.</param>
    /// <exception cref="InputException">As for <see cref="Render"/>; or a message spells a special token that the template looks
    /// for.</exception>
    public IReadOnlyList<Segment> Prompt(ChatRequest request, HubTokenizer? tokenizer)
    {
        var text = Render(request).Text;
        var cuts = new TextCuts(text, tokenizer is null ? [] : new SpelledTokens(this, request, tokenizer, _name).PlainRanges(text));
        cuts.Add(0, text.Length, Role.Text, train: false);
        return cuts.Segments;
    }

    /// <summary>The conversation as segments: what the assistant says and the ends of its turns are trained, the rest is not.</summary>
    /// <param name="request">The conversation.</param>
    /// <param name="tokenizer">As for <see cref="Prompt"/>.</param>
    /// <param name="trained">The places of the messages that are trained; null for all of the assistant's.</param>
    /// <exception cref="InputException">As for <see cref="Prompt"/>; or the assistant's turns cannot be told from the rest
    /// exactly.</exception>
    public IReadOnlyList<Segment> Segments(ChatRequest request, HubTokenizer? tokenizer = null, IReadOnlySet<int>? trained = null) =>
        new AssistantSegments(this, request, _name).Of(tokenizer, trained);

    private RenderedChat Run(ChatRequest request)
    {
        var executor = new Executor();
        var text = executor.Run(_body, new Scope(RequestScope.Create(request)));
        return new RenderedChat(text, executor.Spans);
    }

    private static InputException Error(string name, TemplateFault fault, string mend) =>
        new(fault.Message, fault.Line > 0 ? $"{name}({fault.Line})" : name, mend, fault);
}

/// <summary>A rendered conversation.</summary>
/// <param name="Text">The whole text.</param>
/// <param name="AssistantSpans">
/// Half-open ranges (UTF-16) of the template's {% generation %} blocks, in order; empty where it has none.
/// </param>
public sealed record RenderedChat(string Text, IReadOnlyList<(int Start, int End)> AssistantSpans);
