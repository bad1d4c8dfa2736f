using Clt.Plugins.Metrics.Answers;
using Clt.Results.Statistics.Resampling;

namespace Plugins.Tests.Golden.Metrics;

/// <summary>Both rules of answer extraction in all MGSM languages (golden/metrics/math_answers.jsonl).</summary>
public class MathAnswersTests
{
    private static readonly (string Name, AnswerRule Rule)[] Rules =
    [
        ("last_number", AnswerRule.LastNumber),
        ("prefix", AnswerRule.Prefix),
        ("hash", AnswerRule.Hash),
        ("boxed", AnswerRule.Boxed),
        ("combined", AnswerRule.Combined),
    ];

    [GoldenFact("metrics/math_answers.jsonl")]
    public void Answers_are_the_reference_numbers()
    {
        var near = new Near(0);
        foreach (var row in GoldenRows.Lines("metrics/math_answers.jsonl"))
        {
            var language = Language.Parse(row.Text("lang"));
            foreach (var (name, rule) in Rules)
            {
                var expected = row.GetProperty("expected").GetProperty(name);
                var found = MathAnswer.Extract(row.Text("completion"), language, rule);
                var what = $"{row.Number("id")} {row.Text("lang")} {row.Text("form")} {name}";
                if (expected.ValueKind == System.Text.Json.JsonValueKind.Null)
                {
                    near.Same(what, found?.ToString(), null);
                    continue;
                }

                near.Same(what, found?.ToString(), expected.Text("value"));
                near.Check(what, found?.ToDouble() ?? double.NaN, expected.Number("double"));
                near.Same(what, found?.ToString() == row.Text("gold"), expected.GetProperty("correct").GetBoolean());
            }
        }

        near.Verify();
    }
}
