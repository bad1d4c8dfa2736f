using Clt.Formats.Tokenization.Models;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.SentencePiece;

/// <summary>What a sentencepiece .model file holds (sentencepiece_model.proto), as far as encoding and decoding need it.</summary>
internal sealed record SentencePieceFile
{
    private const int Unigram = 1;
    private const int Bpe = 2;

    public List<UnigramPiece> Pieces { get; private init; } = [];

    public bool IsBpe { get; private set; }

    public bool ByteFallback { get; private set; }

    public bool SpaceAsSuffix { get; private set; }

    public string UnknownSurface { get; private set; } = " \u2047 ";

    public string BeginPiece { get; private set; } = "<s>";

    public string EndPiece { get; private set; } = "</s>";

    public string PadPiece { get; private set; } = "<pad>";

    public CharsMap? CharsMap { get; private set; }

    public bool AddDummyPrefix { get; private set; } = true;

    public bool RemoveExtraSpaces { get; private set; } = true;

    public bool EscapeSpaces { get; private set; } = true;

    /// <exception cref="InputException">The content is no such model, or of a kind other than BPE and unigram.</exception>
    public static SentencePieceFile Read(byte[] content, string file)
    {
        var model = new SentencePieceFile();
        try
        {
            model.ReadModel(content);
        }
        catch (FormatException e)
        {
            throw new InputException($"This is no sentencepiece model: {e.Message}", file, "The file may be cut short: fetch it again.", e);
        }

        if (model.Pieces.Count(p => p.Kind == PieceKind.Unknown) != 1)
            throw new InputException(
                "A sentencepiece model has exactly one unknown piece",
                file,
                "The file may be cut short: fetch it again."
            );
        return model;
    }

    /// <summary>The same model with other pieces.</summary>
    public SentencePieceFile With(List<UnigramPiece> pieces, bool byteFallback) =>
        this with
        {
            Pieces = pieces,
            ByteFallback = byteFallback,
        };

    private void ReadModel(ReadOnlySpan<byte> content)
    {
        var reader = new ProtoReader(content);
        while (reader.Next())
        {
            if (reader.Field == 1)
                ReadPiece(reader.Bytes);
            else if (reader.Field == 2)
                ReadTrainer(reader.Bytes);
            else if (reader.Field == 3)
                ReadNormalizer(reader.Bytes);
        }
    }

    private void ReadPiece(ReadOnlySpan<byte> content)
    {
        var piece = new UnigramPiece("", 0);
        var reader = new ProtoReader(content);
        while (reader.Next())
        {
            if (reader.Field == 1)
                piece = piece with { Text = reader.Text };
            else if (reader.Field == 2)
                piece = piece with { Score = reader.Float };
            else if (reader.Field == 3)
                piece = piece with { Kind = (PieceKind)reader.Int };
        }

        Pieces.Add(piece);
    }

    private void ReadTrainer(ReadOnlySpan<byte> content)
    {
        var reader = new ProtoReader(content);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 3 when reader.Int is not (Unigram or Bpe):
                    throw new FormatException($"model type {reader.Int} is neither unigram nor BPE");
                case 3:
                    IsBpe = reader.Int == Bpe;
                    break;
                case 24:
                    SpaceAsSuffix = reader.Flag;
                    break;
                case 35:
                    ByteFallback = reader.Flag;
                    break;
                case 44:
                    UnknownSurface = reader.Text;
                    break;
                case 46:
                    BeginPiece = reader.Text;
                    break;
                case 47:
                    EndPiece = reader.Text;
                    break;
                case 48:
                    PadPiece = reader.Text;
                    break;
            }
        }
    }

    private void ReadNormalizer(ReadOnlySpan<byte> content)
    {
        var reader = new ProtoReader(content);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 2 when reader.Bytes.Length > 0:
                    CharsMap = Text.CharsMap.Parse(reader.Bytes) ?? throw new FormatException("the normalisation rules are damaged");
                    break;
                case 3:
                    AddDummyPrefix = reader.Flag;
                    break;
                case 4:
                    RemoveExtraSpaces = reader.Flag;
                    break;
                case 5:
                    EscapeSpaces = reader.Flag;
                    break;
            }
        }
    }
}
