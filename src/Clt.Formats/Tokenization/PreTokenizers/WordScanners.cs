namespace Clt.Formats.Tokenization.PreTokenizers;

/// <summary>The split patterns that have a hand-written scanner; others run on a regular expression.</summary>
internal static class WordScanners
{
    private static readonly Dictionary<string, IWordScanner> Known = new()
    {
        [Gpt2Scanner.Pattern] = new Gpt2Scanner(),
        [Llama3Scanner.Pattern3] = new Llama3Scanner(digits: 3),
        [Llama3Scanner.Pattern1] = new Llama3Scanner(digits: 1),
        [Llama3Scanner.Cl100K] = new Llama3Scanner(digits: 3, trailingSpaceWhole: true),
        [O200KScanner.Pattern] = new O200KScanner(),
    };

    public static IWordScanner? Find(string pattern) => Known.GetValueOrDefault(pattern);
}
