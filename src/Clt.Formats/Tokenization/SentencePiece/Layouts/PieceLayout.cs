namespace Clt.Formats.Tokenization.SentencePiece.Layouts;

/// <summary>What a tokenizer class of transformers makes of a sentencepiece model: other ids, more tokens, a frame.</summary>
/// <remarks>Source: the classes' <c>*Converter</c> in transformers, convert_slow_tokenizer.py.</remarks>
/// <param name="Class">The class, without "Fast".</param>
/// <param name="Single">What frames one text, with A for the text: <c>&lt;s&gt; A &lt;/s&gt;</c>. LANG is the source language's
/// code.</param>
/// <param name="Pair">What frames two, with A and B.</param>
internal sealed record PieceLayout(string Class, string Single, string Pair)
{
    /// <summary>Tokens that get the first ids. Fairseq's models have theirs there, which shifts the model's own.</summary>
    public IReadOnlyList<string> Head { get; init; } = [];

    /// <summary>So many of the model's first pieces are dropped.</summary>
    public int Dropped { get; init; }

    /// <summary>Tokens after the model's pieces.</summary>
    public Func<Loading.SideFiles, IEnumerable<string>> Tail { get; init; } = _ => [];

    /// <summary>Whether unknown characters become bytes where the model has them.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>What the class names where no file does.</summary>
    public SpecialRoles Roles { get; init; } = new("<s>", "</s>", "<pad>", null, "<unk>");
}
