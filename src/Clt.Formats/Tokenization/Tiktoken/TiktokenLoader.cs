using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Clt.Formats.Tokenization.AddedTokens;
using Clt.Formats.Tokenization.Decoders;
using Clt.Formats.Tokenization.Models;
using Clt.Formats.Tokenization.PostProcessors;
using Clt.Formats.Tokenization.PreTokenizers;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Tiktoken;

/// <summary>Makes a tokenizer of a tiktoken rank file: a line a token, its bytes in base64 and its rank, which is its id.</summary>
internal static class TiktokenLoader
{
    private const int LongestLine = 400;

    /// <summary>Whether a file begins as a rank file does: base64, a space, a number.</summary>
    public static bool IsRankFile(byte[] content)
    {
        var line = content.AsSpan(0, Math.Min(content.Length, LongestLine));
        if (line.IndexOf((byte)'\n') is var end && end > 0)
            line = line[..end];
        var space = line.IndexOf((byte)' ');
        return space > 0
            && Base64.IsValid(line[..space])
            && Utf8Parser.TryParse(line[(space + 1)..].TrimEnd((byte)'\r'), out int _, out var read)
            && read == line[(space + 1)..].TrimEnd((byte)'\r').Length;
    }

    /// <param name="content">The file.</param>
    /// <param name="file">The name that errors give, and that may name the encoding.</param>
    /// <param name="isNamed">Whether a file beside names the special tokens: those of the encoding are then left out.</param>
    /// <exception cref="InputException">It is damaged, or of no known encoding.</exception>
    public static TokenizerParts Read(byte[] content, string file, bool isNamed = false)
    {
        var encoding = TiktokenEncoding.Find(file, content);
        var ranks = Ranks(content, file);
        var settings = new BpeSettings { ByteLevel = true, IgnoreMerges = true };
        return new TokenizerParts(new BpeModel(ranks, Merges(ranks), settings))
        {
            PreTokenizer = new ScannerPreTokenizer(WordScanners.Find(encoding.Pattern)!),
            AddedTokens = isNamed ? [] : encoding.Special.Select(s => new AddedToken(s.Id, s.Token) { Special = true }).ToList(),
            Decoder = new ByteLevelDecoder(),
            Source = Path.GetFileName(file),
            FrameSource = $"the encoding {encoding.Name}",
            Roles = encoding.Roles,
            PostProcessor = encoding.Roles.Begin is { } begin
                ? Beginning(encoding.Special.First(s => s.Token == begin).Id)
                : PostProcessor.None,
            Files = new Dictionary<string, byte[]> { [Path.GetFileName(file)] = content },
        };
    }

    private static PostProcessor Beginning(int id)
    {
        TemplatePiece begin = new(-1, [id], 0),
            first = new(0, [], 0),
            second = new(1, [], 1);
        return new PostProcessor([begin, first], [begin, first, begin with { TypeId = 1 }, second]);
    }

    private static Dictionary<string, int> Ranks(byte[] content, string file)
    {
        var ranks = new Dictionary<string, int>();
        var number = 0;
        foreach (var line in Encoding.Latin1.GetString(content).AsSpan().EnumerateLines())
        {
            number++;
            if (line.IsEmpty)
                continue;
            var space = line.IndexOf(' ');
            var bytes = new byte[line.Length];
            if (
                space < 0
                || !Convert.TryFromBase64Chars(line[..space], bytes, out var count)
                || !int.TryParse(line[(space + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var rank)
            )
                throw new InputException(
                    "A token in base64 and its rank are expected here",
                    $"{file}({number})",
                    "Fetch the rank file again."
                );
            ranks[ByteAlphabet.Encode(bytes.AsSpan(0, count))] = rank;
        }

        for (var b = 0; b < 256; b++)
        {
            if (!ranks.ContainsKey(ByteAlphabet.ToCharacter((byte)b).ToString()))
                throw new InputException($"The byte 0x{b:X2} has no rank", file, "The file may be cut short: fetch it again.");
        }

        return ranks;
    }

    /// <summary>
    /// Any two neighbours whose concatenation has a rank merge at that rank: every way to cut a token in two tokens is a pair.
    /// </summary>
    private static MergeTable Merges(Dictionary<string, int> ranks)
    {
        var lookup = ranks.GetAlternateLookup<ReadOnlySpan<char>>();
        var pairs = new List<(int Left, int Right, int Rank)>(ranks.Count * 4);
        foreach (var (token, rank) in ranks)
        {
            for (var cut = 1; cut < token.Length; cut++)
            {
                if (lookup.TryGetValue(token.AsSpan(0, cut), out var left) && lookup.TryGetValue(token.AsSpan(cut), out var right))
                    pairs.Add((left, right, rank));
            }
        }

        var table = new MergeTable(pairs.Count);
        foreach (var (left, right, rank) in pairs)
            table.Add(left, right, rank, rank);
        return table;
    }
}
