using Clt.Formats.Tokenization.AddedTokens;
using Clt.Formats.Tokenization.Loading;
using Clt.Formats.Tokenization.Models;
using Clt.Formats.Tokenization.PostProcessors;

namespace Clt.Formats.Tokenization.SentencePiece.Layouts;

/// <summary>Makes a tokenizer of a sentencepiece model by the rules of a tokenizer class.</summary>
internal static class LaidOutSentencePiece
{
    private const string DefaultLanguage = "en_XX";

    /// <param name="content">The model.</param>
    /// <param name="name">The name that errors give.</param>
    /// <param name="layout">The class's rules.</param>
    /// <param name="files">The files beside.</param>
    /// <exception cref="InputException">The model is damaged, or lacks a token that the class needs.</exception>
    public static TokenizerParts Read(byte[] content, string name, PieceLayout layout, SideFiles files)
    {
        var own = SentencePieceFile.Read(content, name);
        var tail = layout.Tail(files).ToList();
        var file = own.With(
            [.. layout.Head.Select(Special), .. own.Pieces.Skip(layout.Dropped), .. tail.Select(Special)],
            layout.ByteFallback && own.ByteFallback
        );
        var ids = new Dictionary<string, int>();
        for (var id = 0; id < file.Pieces.Count; id++)
            ids.TryAdd(file.Pieces[id].Text, id);
        var firstOnly = !(files.Configuration?.Bool("legacy", true) ?? true);
        return SentencePieceLoader.Parts(file, content, name) with
        {
            Normalizer = new SentencePieceNormalizer(file, firstOnly),
            Decoder = new SentencePieceDecoder(file, showsSpecial: true),
            AddedTokens =
            [
                .. file
                    .Pieces.Index()
                    .Where(p => p.Item.Kind is PieceKind.Control or PieceKind.Unknown)
                    .Select(p => Added(p.Index, p.Item.Text)),
            ],
            PostProcessor = new PostProcessor(Frame(layout.Single), Frame(layout.Pair)),
            Roles = layout.Roles with { Pad = ids.ContainsKey(layout.Roles.Pad ?? "") ? layout.Roles.Pad : null },
            FrameSource = $"the rule of {layout.Class}",
        };

        List<TemplatePiece> Frame(string template) =>
            [
                .. template
                    .Split(' ')
                    .Select(part =>
                        part switch
                        {
                            "A" => new TemplatePiece(0, [], 0),
                            "B" => new TemplatePiece(1, [], 0),
                            "LANG" => new TemplatePiece(
                                -1,
                                [Required(files.Configuration?.String("src_lang", DefaultLanguage) ?? DefaultLanguage)],
                                0
                            ),
                            _ => new TemplatePiece(-1, [Required(part)], 0),
                        }
                    ),
            ];

        int Required(string token) =>
            ids.TryGetValue(token, out var id)
                ? id
                : throw new InputException(
                    $"the model has no piece '{token}', which {layout.Class} puts around texts",
                    name,
                    "Give the model of that class, or name its own class."
                );
    }

    private static UnigramPiece Special(string text) => new(text, 0, text == "<unk>" ? PieceKind.Unknown : PieceKind.Control);

    /// <summary>A mask takes the space before it along, as in all of these classes.</summary>
    private static AddedToken Added(int id, string text) =>
        new(id, text)
        {
            Special = true,
            Normalized = false,
            StripLeft = text == "<mask>",
        };
}
