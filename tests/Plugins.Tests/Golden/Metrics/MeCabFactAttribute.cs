using Clt.Plugins.Metrics.Overlap;

namespace Plugins.Tests.Golden.Metrics;

/// <summary>
/// A fact over sacreBLEU's rows for words of MeCab; skipped, with the reason and how to install what is missing, where the machine does not
/// have MeCab and the dictionary.
/// </summary>
public sealed class MeCabFactAttribute : FactAttribute
{
    public MeCabFactAttribute(BleuTokenizer tokenizer) =>
        Skip = SharedFolder.WhyAbsent(SharedFolder.Golden, "metrics") ?? WhyNot(tokenizer);

    private static string? WhyNot(BleuTokenizer tokenizer)
    {
        try
        {
            var name = BleuTokenizers.Name(tokenizer);
            // The reference's words are of mecab-ko, a MeCab with a rule more for spaces.
            return tokenizer == BleuTokenizer.KoMecab && !name.Contains("/ko-")
                ? $"{name} is not mecab-ko: build that from its source"
                : null;
        }
        catch (InputException problem)
        {
            return problem.Message;
        }
    }
}
