using Clt.Formats.Tokenization.Training;

namespace Clt.Formats.Tokenization;

/// <summary>
/// Trains tokenizers that are unigram language models (Kudo 2018, section 3.2), as sentencepiece's trainer does: frequent substrings to
/// begin with, expectation and maximisation, and pruning of the pieces that the corpus's likelihood misses least. Deterministic.
/// </summary>
/// <remarks>
/// Text is normalised (NFKC, one space for any white space) and cut before spaces, which are written as U+2581. As in sentencepiece, pieces
/// have letters of one script, digits, or signs. What it makes is a <c>tokenizer.json</c> of the tokenizers library.
/// </remarks>
public static class UnigramTrainer
{
    /// <param name="texts">The corpus; only its multiset of words counts, not the order.</param>
    /// <param name="vocabularySize">
    /// Entries at most: special tokens, characters, pieces. Smaller where the corpus has no more pieces.
    /// </param>
    /// <param name="specialTokens">They get the first ids, in this order; the corpus never spells them.</param>
    /// <param name="settings">Its roles name the unknown token.</param>
    /// <exception cref="InputException">
    /// The size leaves no room for the characters, or settings are out of range: all problems are listed.
    /// </exception>
    public static HubTokenizer Train(
        IEnumerable<string> texts,
        int vocabularySize,
        IReadOnlyList<string> specialTokens,
        UnigramTrainerSettings settings
    )
    {
        Check(vocabularySize, specialTokens, settings);
        var frame = LanguageFrame.Of(specialTokens, settings.Roles, settings.Languages);
        var configuration = TokenizerJsonWriter.Configuration(specialTokens, settings.Roles, frame is not null);
        HubTokenizer With(IReadOnlyList<(string Piece, double Score)> pieces) =>
            TokenizerLoader.FromJson(UnigramJsonWriter.Tokenizer(pieces, specialTokens, settings, frame), configuration);

        // The same normaliser and pre-tokeniser that the finished tokenizer has.
        var words = NormalisedWords.Count(texts, With([]).Parts);
        var alphabet = KnownCharacters.Of(words, settings.CharacterCoverage);
        var room = vocabularySize - specialTokens.Count;
        if (alphabet.Count > room)
        {
            throw new InputException(
                $"a vocabulary of {vocabularySize} has no room for {alphabet.Count} characters and {specialTokens.Count} special tokens",
                "vocabulary size",
                $"Ask for at least {alphabet.Count + specialTokens.Count}, or for less coverage of characters."
            );
        }

        return With(new UnigramLearner(words, alphabet, settings).Learn(room));
    }

    private static void Check(int vocabularySize, IReadOnlyList<string> specialTokens, UnigramTrainerSettings settings)
    {
        var problems = new Problems();
        problems.Check(
            vocabularySize > specialTokens.Count,
            $"a vocabulary of {vocabularySize} has no room beside {specialTokens.Count} special tokens",
            "vocabulary size",
            "Ask for more."
        );
        problems.Check(!specialTokens.Any(string.IsNullOrEmpty), "a special token is empty", "special tokens", "Leave it out.");
        problems.Check(
            specialTokens.Distinct().Count() == specialTokens.Count,
            "a special token is named twice",
            "special tokens",
            "Name it once."
        );
        problems.Check(
            settings.Roles.Unknown is { } unknown && specialTokens.Contains(unknown),
            "no special token stands for unknown characters",
            "roles",
            "Name it as Unknown, and among the special tokens."
        );
        problems.Check(
            settings.CharacterCoverage is > 0 and <= 1,
            $"the coverage of characters is {settings.CharacterCoverage}",
            "character coverage",
            "Give a share above 0 and at most 1."
        );
        problems.Check(
            settings.LongestPiece >= 1,
            $"the longest piece has {settings.LongestPiece} characters",
            "longest piece",
            "Give at least 1."
        );
        problems.Check(
            settings.SeedPieces >= 1,
            $"there are {settings.SeedPieces} pieces to begin with",
            "seed pieces",
            "Give at least 1."
        );
        problems.Check(
            settings.Shrinking is > 0 and < 1,
            $"a round keeps a share of {settings.Shrinking}",
            "shrinking",
            "Give a share above 0 and below 1."
        );
        problems.Check(
            settings.SubIterations >= 1,
            $"there are {settings.SubIterations} steps between prunings",
            "sub-iterations",
            "Give at least 1."
        );
        foreach (var problem in LanguageFrame.Problems(specialTokens, settings.Roles, settings.Languages))
            problems.Add(problem.What, problem.Where, problem.Mend);
        problems.ThrowIfAny();
    }
}
