using Clt.Formats.Tokenization.Models;
using Clt.Formats.Tokenization.PostProcessors;

namespace Clt.Formats.Tokenization.SentencePiece;

/// <summary>
/// Makes a tokenizer of a sentencepiece .model file. Added special tokens are its begin and end pieces, where it has them.
/// </summary>
internal static class SentencePieceLoader
{
    public static TokenizerParts Read(byte[] content, string name)
    {
        var file = SentencePieceFile.Read(content, name);
        return Parts(file, content, name) with
        {
            Normalizer = new SentencePieceNormalizer(file),
            Decoder = new SentencePieceDecoder(file),
            PostProcessor = Around(Control(file, file.BeginPiece), Control(file, file.EndPiece)),
            Roles = new SpecialRoles(Name(file, file.BeginPiece), Name(file, file.EndPiece), Name(file, file.PadPiece)),
            FrameSource = $"the begin and end pieces of {Path.GetFileName(name)}",
        };
    }

    /// <summary>The model with what does not depend on who reads it.</summary>
    public static TokenizerParts Parts(SentencePieceFile file, byte[] content, string name)
    {
        var unknown = file.Pieces.FindIndex(p => p.Kind == PieceKind.Unknown);
        ISubwordModel model = file.IsBpe
            ? new SentencePieceBpe(file)
            : new UnigramModel(file.Pieces, new UnigramSettings(unknown) { ByteFallback = file.ByteFallback, SinglePrecision = true });
        return new TokenizerParts(model)
        {
            ControlIds = file
                .Pieces.Select((piece, id) => (piece, id))
                .Where(p => p.piece.Kind == PieceKind.Control)
                .Select(p => p.id)
                .ToList(),
            UnknownId = unknown,
            Source = Path.GetFileName(name),
            Files = new Dictionary<string, byte[]> { [Path.GetFileName(name)] = content },
        };
    }

    private static PostProcessor Around(int begin, int end)
    {
        TemplatePiece[] before = begin >= 0 ? [new TemplatePiece(-1, [begin], 0)] : [];
        TemplatePiece[] after = end >= 0 ? [new TemplatePiece(-1, [end], 0)] : [];
        return new PostProcessor(
            [.. before, new TemplatePiece(0, [], 0), .. after],
            [.. before, new TemplatePiece(0, [], 0), .. after, .. before, new TemplatePiece(1, [], 0), .. after]
        );
    }

    private static int Control(SentencePieceFile file, string piece) =>
        file.Pieces.FindIndex(p => p.Kind == PieceKind.Control && p.Text == piece);

    private static string? Name(SentencePieceFile file, string piece) => Control(file, piece) >= 0 ? piece : null;
}
