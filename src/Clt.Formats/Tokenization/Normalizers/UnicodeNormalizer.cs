using System.Text;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Normalizers;

/// <summary>NFC, NFD, NFKC or NFKD (Unicode Standard Annex 15), with the alignment that the tokenizers library gives.</summary>
/// <remarks>
/// Text that is already in the form, the usual case, is returned as it is. Unicode data come from the platform's normalisation.
/// </remarks>
internal sealed class UnicodeNormalizer(NormalizationForm form) : INormalizer
{
    public AlignedText Normalize(AlignedText text)
    {
        var given = text.ToString();
        if (IsNormalized(given))
            return text;
        var decomposition = form is NormalizationForm.FormC or NormalizationForm.FormD ? NormalizationForm.FormD : NormalizationForm.FormKD;
        var changes = Decomposition.Of(given, decomposition);
        if (form is NormalizationForm.FormC or NormalizationForm.FormKC)
            changes = Composition.Of(changes);
        var builder = new AlignedTextBuilder(text);
        foreach (var (rune, change) in changes)
            builder.Apply(rune, change);
        return builder.Build();
    }

    private bool IsNormalized(string text)
    {
        try
        {
            return System.Text.Ascii.IsValid(text) || text.IsNormalized(form);
        }
        catch (ArgumentException)
        {
            // The platform refuses noncharacters; they take the long way, where each stands for itself.
            return false;
        }
    }
}
