using System.Globalization;

namespace Clt.Plugins.Metrics.Judge;

/// <summary>Counts answers and tokens while they come, and says so now and then.</summary>
internal sealed class Bill(JudgeSettings settings, string what, int total, Action<string> report)
{
    private const int Every = 50;
    private readonly Lock _gate = new();
    private int _done;
    private int _stored;
    private long _prompt;
    private long _answer;

    /// <summary>An answer came.</summary>
    public void Add(TextAnswer answer, bool stored)
    {
        lock (_gate)
        {
            _done++;
            if (stored)
                _stored++;
            else
                (_prompt, _answer) = (_prompt + answer.PromptTokens, _answer + answer.AnswerTokens);
            if (_done % Every == 0 || _done == total)
                report(ToString());
        }
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {_done} of {total} answers ({_stored} known before), "
                + $"{_prompt:N0} tokens read and {_answer:N0} written now{Price(settings, _prompt, _answer)}"
        );

    /// <summary>The price in words, or nothing where it is not known.</summary>
    public static string Price(JudgeSettings settings, long prompt, long answer)
    {
        var price = ((prompt * settings.PromptPrice) + (answer * settings.AnswerPrice)) / 1e6;
        return double.IsNaN(price) ? "" : string.Create(CultureInfo.InvariantCulture, $", {price:0.00} by the prices given");
    }
}
