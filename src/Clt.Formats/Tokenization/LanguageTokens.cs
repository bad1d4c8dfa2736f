using System.Text.RegularExpressions;
using Clt.Formats.Tokenization.SentencePiece.Layouts;

namespace Clt.Formats.Tokenization;

/// <summary>
/// Language codes: the special tokens that tell an encoder-decoder which language it reads and writes, spelt as mBART spells them
/// (<c>en_XX</c>, <c>de_DE</c>). All regions of a language in a script share a code.
/// </summary>
public static partial class LanguageTokens
{
    /// <summary>Whether a piece of a vocabulary is such a code.</summary>
    public static bool IsCode(string piece) => Code().IsMatch(piece);

    /// <summary>The language that a code stands for, with a region where the code names one; null where no language has it.</summary>
    public static Language? Read(string code) =>
        !IsCode(code) ? null
        : Language.TryParse(code, out var whole) ? whole
        : Language.TryParse(code.Split('_')[0], out var language) ? language
        : null;

    /// <summary>The code of a language: mBART-50's where it has one, else its shortest tag with <c>_XX</c>.</summary>
    /// <exception cref="InputException">No code tells its script from the usual one.</exception>
    public static string Of(Language language)
    {
        bool Means(string code) => Read(code)?.Group == language.Group;
        string[] made = [$"{language.Short.Split('-')[0]}_XX", "zh_TW"];
        return LanguageCodes.MBart50.Concat(made).FirstOrDefault(Means)
            ?? throw new InputException(
                $"no language code stands for {language.Code}",
                "language codes",
                "Codes name languages in their usual scripts: leave it out."
            );
    }

    [GeneratedRegex("^[a-z]{2,3}_[A-Z]{2}$")]
    private static partial Regex Code();
}
