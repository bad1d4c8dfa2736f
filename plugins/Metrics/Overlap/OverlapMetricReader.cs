using System.Globalization;
using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Makes BLEU, chrF and TER from their signatures. ROUGE is a mean of items: nobody needs it for stored scores.</summary>
public sealed class OverlapMetricReader : IMetricReader
{
    /// <exception cref="InputException">The signature's tokenizer needs MeCab, which the machine lacks.</exception>
    public IMetric? Read(string signature)
    {
        var fields = new SignatureFields(signature);
        return fields.Metric switch
        {
            "bleu" => Bleu(fields),
            "chrf" => new Chrf(
                new ChrfOptions(
                    fields.Number("nc", 6),
                    fields.Number("nw", 0),
                    fields.Number("beta", 2),
                    fields["case"] == "lc",
                    fields["space"] == "yes",
                    fields["eff"] == "no"
                )
            ),
            "ter" => new Ter(
                new TerOptions(fields["norm"] == "yes", fields["punct"] == "no", fields["asian"] == "yes", fields["case"] == "mixed")
            ),
            _ => null,
        };
    }

    private static Bleu Bleu(SignatureFields fields)
    {
        var smooth = fields["smooth"].Split('[', ']');
        var smoothing = smooth[0] switch
        {
            "exp" => Smoothing.Exp,
            "floor" => Smoothing.Floor,
            "add-k" => Smoothing.AddK,
            _ => Smoothing.None,
        };
        var text = fields["value"].Length > 0 ? fields["value"] : smooth.ElementAtOrDefault(1);
        double? value = double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
        return new Bleu(
            new BleuOptions(
                Tokenizer(fields["tok"]),
                fields["case"] == "lc",
                smoothing,
                value,
                fields.Number("order", 4),
                fields["eff"] == "yes"
            )
        );
    }

    /// <summary>Names with MeCab's version begin with the tokenizer's.</summary>
    private static BleuTokenizer Tokenizer(string name) =>
        name.StartsWith("ja-mecab", StringComparison.Ordinal) ? BleuTokenizer.JaMecab
        : name.StartsWith("ko-mecab", StringComparison.Ordinal) ? BleuTokenizer.KoMecab
        : Enum.TryParse<BleuTokenizer>(name == "13a" ? "V13a" : name, true, out var tokenizer) ? tokenizer
        : default;
}
