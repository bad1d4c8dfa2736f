using Clt.Formats.Tokenization.AddedTokens;
using Clt.Formats.Tokenization.Decoders;
using Clt.Formats.Tokenization.Models;
using Clt.Formats.Tokenization.Normalizers;
using Clt.Formats.Tokenization.PostProcessors;
using Clt.Formats.Tokenization.PreTokenizers;

namespace Clt.Formats.Tokenization;

/// <summary>The stages that a loader puts together to a tokenizer.</summary>
internal sealed record TokenizerParts(ISubwordModel Model)
{
    public INormalizer? Normalizer { get; init; }

    public IPreTokenizer? PreTokenizer { get; init; }

    public IReadOnlyList<AddedToken> AddedTokens { get; init; } = [];

    /// <summary>Control tokens beside the added ones, which text never matches.</summary>
    public IReadOnlyList<int> ControlIds { get; init; } = [];

    public PostProcessor PostProcessor { get; init; } = PostProcessor.None;

    /// <summary>Null joins the tokens with spaces.</summary>
    public IDecoder? Decoder { get; init; }

    /// <summary>The id that stands for unknown text, which is no control token even where it is marked special.</summary>
    public int? UnknownId { get; init; }

    /// <summary>What the tokenizer's own file says of roles.</summary>
    public SpecialRoles Roles { get; init; } = new();

    /// <summary>The name of the tokenizer's own file.</summary>
    public string Source { get; init; } = "";

    /// <summary>What of it says how texts are framed.</summary>
    public string FrameSource { get; init; } = "";

    /// <summary>The special tokens that have names, by what all files say.</summary>
    public IReadOnlyList<NamedToken> Named { get; init; } = [];

    /// <summary>What frames one text, by what all files say.</summary>
    public TokenizerFrame Frame { get; init; } = new([], "", [], "", false);

    /// <summary>The files that the tokenizer was loaded from, by name, as they are written again.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; init; } = new Dictionary<string, byte[]>();
}

/// <summary>A special token with a name, by which chat templates call it.</summary>
/// <param name="Name">As transformers names it, such as <c>bos_token</c>.</param>
/// <param name="Content">Its text.</param>
/// <param name="Source">Where that is said.</param>
public sealed record NamedToken(string Name, string Content, string Source)
{
    /// <summary>Whether a file beside the tokenizer's own says it.</summary>
    internal bool IsOfFilesBeside { get; init; }
}

/// <summary>The contents of the tokens that play a part in training and generation; null where a tokenizer has none.</summary>
public sealed record SpecialRoles(
    string? Begin = null,
    string? End = null,
    string? Pad = null,
    string? Mask = null,
    string? Unknown = null
);

/// <summary>The special tokens that a tokenizer puts around one text, and where each of the two sides is said.</summary>
/// <param name="Before">Ids before the text; none where the model was trained without.</param>
/// <param name="BeforeSource">Where that is said.</param>
/// <param name="After">Ids after the text.</param>
/// <param name="AfterSource">Where that is said.</param>
/// <param name="IsTemplate">Whether the tokenizer's own post-processor adds any: it then knows pairs of texts too.</param>
public sealed record TokenizerFrame(
    IReadOnlyList<int> Before,
    string BeforeSource,
    IReadOnlyList<int> After,
    string AfterSource,
    bool IsTemplate
);
