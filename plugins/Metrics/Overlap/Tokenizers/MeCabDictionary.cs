namespace Clt.Plugins.Metrics.Overlap;

/// <summary>A dictionary with which sacreBLEU runs MeCab.</summary>
/// <param name="Tokenizer">The tokenizer's name.</param>
/// <param name="Title">The dictionary's name.</param>
/// <param name="Suffix">What signatures call it.</param>
/// <param name="Sizes">How many words it has, by build: sacreBLEU's first.</param>
/// <param name="Folders">Where packages put it.</param>
/// <param name="Install">How to have it, as an imperative.</param>
internal sealed record MeCabDictionary(string Tokenizer, string Title, string Suffix, uint[] Sizes, string[] Folders, string Install)
{
    // Debian's build has one word more than sacreBLEU's.
    private static readonly MeCabDictionary Japanese = new(
        "ja-mecab",
        "MeCab's IPA dictionary in UTF-8",
        "IPA",
        [392126, 392127],
        ["/var/lib/mecab/dic/ipadic-utf8", "/usr/lib64/mecab/dic/ipadic", "/usr/local/lib/mecab/dic/ipadic"],
        "Install it (Debian: apt-get install libmecab2 mecab-ipadic-utf8)"
    );

    private static readonly MeCabDictionary Korean = new(
        "ko-mecab",
        "the dictionary mecab-ko-dic",
        "KO",
        [811795],
        ["/usr/local/lib/mecab/dic/mecab-ko-dic", "/usr/lib/mecab/dic/mecab-ko-dic", "/var/lib/mecab/dic/mecab-ko-dic"],
        "Build mecab-ko and mecab-ko-dic (Debian has no package), or take the folder 'dictionary' of Python's package mecab-ko-dic"
    );

    public static MeCabDictionary Of(BleuTokenizer tokenizer) => tokenizer == BleuTokenizer.JaMecab ? Japanese : Korean;

    /// <summary>The folder named, or the first of the usual ones that holds a dictionary; null where none does.</summary>
    public string? Find(string? named) => (named is null ? Folders : [named]).FirstOrDefault(f => File.Exists(Path.Combine(f, "sys.dic")));

    /// <summary>That no folder was found.</summary>
    public Problem Missing(string? named) =>
        Refused(
            named is null ? $"{Title} is not in {string.Join(", ", Folders)}" : $"there is no dictionary of MeCab (sys.dic) in {named}"
        );

    public Problem Refused(string what) =>
        new(
            what,
            $"BLEU's tokenizer {Tokenizer}",
            $"{Install}, and name its folder if it is elsewhere: new BleuOptions(…, Dictionary: \"folder\")."
        );
}
