using Clt.Formats.Tokenization.PreTokenizers;
using Clt.Formats.Tokenization.Text;
using Clt.Formats.Tokenization.Training;

namespace Clt.Formats.Tokenization;

/// <summary>Trains byte-level BPE tokenizers (Sennrich et al. 2016; bytes as in GPT-2), deterministically.</summary>
public static class BpeTrainer
{
    /// <param name="texts">The corpus; only its multiset of words counts, not the order.</param>
    /// <param name="vocabularySize">Entries at most: special tokens, 256 bytes, merges. Smaller where the corpus has no more pairs.</param>
    /// <param name="specialTokens">They get the first ids, in this order; the corpus never spells them.</param>
    /// <param name="settings">Defaults where null.</param>
    /// <exception cref="InputException">The size leaves no room for the bytes, or a special token is empty or named twice.</exception>
    public static HubTokenizer Train(
        IEnumerable<string> texts,
        int vocabularySize,
        IReadOnlyList<string> specialTokens,
        BpeTrainerSettings? settings = null
    )
    {
        settings ??= new BpeTrainerSettings();
        Check(vocabularySize, specialTokens, settings);
        var pattern = Pattern(settings.Split);
        var words = WordCounter.Count(texts, WordScanners.Find(pattern)!);
        var merges = new MergeLearner(words, specialTokens, vocabularySize, settings.MinimumCount).Learn();
        var frame = LanguageFrame.Of(specialTokens, settings.Roles, settings.Languages);
        var json = TokenizerJsonWriter.Tokenizer(merges, specialTokens, pattern, frame);
        return TokenizerLoader.FromJson(json, TokenizerJsonWriter.Configuration(specialTokens, settings.Roles, frame is not null));
    }

    private static string Pattern(WordSplit split) =>
        split switch
        {
            WordSplit.Llama3 => Llama3Scanner.Pattern3,
            WordSplit.SingleDigits => Llama3Scanner.Pattern1,
            WordSplit.Gpt2 => Gpt2Scanner.Pattern,
            _ => throw new ArgumentOutOfRangeException(nameof(split), split, null),
        };

    private static void Check(int vocabularySize, IReadOnlyList<string> specialTokens, BpeTrainerSettings settings)
    {
        var problems = new List<Problem>();
        var least = 256 + specialTokens.Count;
        if (vocabularySize < least)
        {
            var what = $"A vocabulary of {vocabularySize} has no room for 256 bytes and {specialTokens.Count} special tokens";
            problems.Add(new Problem(what, "vocabulary size", $"Ask for at least {least}."));
        }

        if (settings.MinimumCount < 1)
            problems.Add(new Problem("The minimal count is below 1", "minimum count", "Give 1 or more."));
        if (specialTokens.Any(string.IsNullOrEmpty))
            problems.Add(new Problem("A special token is empty", "special tokens", "Leave it out."));
        foreach (var twice in specialTokens.GroupBy(t => t).Where(g => g.Count() > 1))
            problems.Add(new Problem($"The special token '{twice.Key}' is named twice", "special tokens", "Name it once."));
        foreach (var single in specialTokens.Where(t => t?.Length == 1 && ByteAlphabet.ToByte(t[0]) >= 0))
            problems.Add(new Problem($"The special token '{single}' is the name of a byte", "special tokens", "Choose a longer name."));
        foreach (var role in new[] { settings.Roles.Begin, settings.Roles.End, settings.Roles.Pad, settings.Roles.Mask })
        {
            if (role is not null && !specialTokens.Contains(role))
                problems.Add(new Problem($"'{role}' has a role but is no special token", "roles", "Name it among the special tokens."));
        }

        problems.AddRange(LanguageFrame.Problems(specialTokens, settings.Roles, settings.Languages));
        if (problems.Count > 0)
            throw new InputException(problems);
    }
}

/// <summary>The settings of <see cref="BpeTrainer"/> beside texts, size and special tokens.</summary>
public sealed record BpeTrainerSettings
{
    public WordSplit Split { get; init; } = WordSplit.Llama3;

    /// <summary>A pair that occurs less often is not merged; at least 1.</summary>
    public int MinimumCount { get; init; } = 2;

    /// <summary>
    /// The special tokens' parts; a null is guessed from the names in use (such as &lt;|bos|&gt;, &lt;/s&gt;, &lt;pad&gt;).
    /// </summary>
    public SpecialRoles Roles { get; init; } = new();

    /// <inheritdoc cref="UnigramTrainerSettings.Languages"/>
    public IReadOnlyList<string> Languages { get; init; } = [];
}

/// <summary>How a trained tokenizer cuts text into words, across which nothing merges.</summary>
public enum WordSplit
{
    /// <summary>Llama 3: letters with one sign before them, up to three digits, signs with line breaks after them.</summary>
    Llama3,

    /// <summary>The same with every digit a word of its own (Qwen 2): numbers have one spelling.</summary>
    SingleDigits,

    /// <summary>GPT-2: a space may stand before letters, digits or signs.</summary>
    Gpt2,
}
