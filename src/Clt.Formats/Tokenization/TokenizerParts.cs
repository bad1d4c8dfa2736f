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
