using System.Globalization;
using System.Text;
using Clt.Engine.Tokenization.Decoders;
using Clt.Engine.Tokenization.Models;
using Clt.Engine.Tokenization.PreTokenizers;
using Clt.Engine.Tokenization.Text;

namespace Clt.Engine.Tokenization.Tiktoken;

/// <summary>Makes a tokenizer of a tiktoken rank file: a line a token, its bytes in base64 and its rank, which is its id.</summary>
internal static class TiktokenLoader
{
    public static TokenizerParts Read(byte[] content, string file)
    {
        var encoding = TiktokenEncoding.Find(file);
        var ranks = Ranks(content, file);
        var settings = new BpeSettings { ByteLevel = true, IgnoreMerges = true };
        return new TokenizerParts(new BpeModel(ranks, Merges(ranks), settings))
        {
            PreTokenizer = new ScannerPreTokenizer(WordScanners.Find(encoding.Pattern)!),
            AddedTokens = encoding.Special.Select(s => new AddedToken(s.Id, s.Token) { Special = true }).ToList(),
            Decoder = new ByteLevelDecoder(),
            Source = Path.GetFileName(file),
            FrameSource = $"the encoding {encoding.Name}",
            Roles = new SpecialRoles(End: encoding.Special[0].Token),
            Files = new Dictionary<string, byte[]> { [Path.GetFileName(file)] = content },
        };
    }

    private static Dictionary<string, int> Ranks(byte[] content, string file)
    {
        var ranks = new Dictionary<string, int>();
        var number = 0;
        foreach (var line in Encoding.Latin1.GetString(content).AsSpan().EnumerateLines())
        {
            number++;
            if (line.IsEmpty) continue;
            var space = line.IndexOf(' ');
            var bytes = new byte[line.Length];
            if (space < 0 || !Convert.TryFromBase64Chars(line[..space], bytes, out var count)
                || !int.TryParse(line[(space + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var rank))
                throw new InputException("A token in base64 and its rank are expected here", $"{file}({number})", "Fetch the rank file again.");
            ranks[ByteAlphabet.Encode(bytes.AsSpan(0, count))] = rank;
        }

        for (var b = 0; b < 256; b++)
        {
            if (!ranks.ContainsKey(ByteAlphabet.ToCharacter((byte)b).ToString()))
                throw new InputException($"The byte 0x{b:X2} has no rank", file, "The file may be cut short: fetch it again.");
        }

        return ranks;
    }

    /// <summary>Any two neighbours whose concatenation has a rank merge at that rank: every way to cut a token in two tokens is a pair.</summary>
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
        foreach (var (left, right, rank) in pairs) table.Add(left, right, rank, rank);
        return table;
    }
}
