using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Normalizers;

/// <summary>Rewrites text before it is split, keeping the alignment with the original.</summary>
internal interface INormalizer
{
    AlignedText Normalize(AlignedText text);
}
