using System.Text.Json;
using Clt.Engine.Generation;
using Clt.Engine.Generation.Beams;

namespace Clt.Engine.Verification;

/// <summary>Compares what a model writes with the cases that transformers' <c>generate</c> was recorded in.</summary>
internal static class ReferenceContinuations
{
    /// <param name="numbers">The reference; without <c>generate</c> nothing is compared.</param>
    /// <param name="where">The reference's file, for messages.</param>
    /// <param name="checks">Two are added for each case: ids, and their scores.</param>
    /// <param name="one">What the model writes after a prompt, or for a source.</param>
    /// <param name="beams">The same with a beam search, best first.</param>
    public static void Compare(
        JsonElement numbers,
        string where,
        List<ModelCheck> checks,
        Func<int[], GenerationSettings, GeneratedText> one,
        Func<int[], GenerationSettings, IReadOnlyList<BeamHypothesis>> beams
    )
    {
        if (!numbers.TryGetProperty("generate", out var generate))
            return;
        var prompts = generate.Part("prompts", where).EnumerateArray().Select(Ids).ToArray();
        foreach (var entry in generate.Part("cases", where).EnumerateObject())
        {
            var place = $"{where}, {entry.Name}";
            if (!entry.Value.Part("stable", place).GetBoolean())
            {
                checks.Add(new ModelCheck(entry.Name, null, 0, "not compared: the reference is not stable"));
                continue;
            }

            var settings = ReferenceSettings.Read(entry.Value.Part("settings", place), place);
            var recorded = entry.Value.Part("alone", place).EnumerateArray().ToList();
            if (recorded.Count != prompts.Length)
                throw new InputException(
                    $"it has {recorded.Count} continuations of {prompts.Length} prompts",
                    place,
                    "Make the reference again."
                );
            var (differing, score) = (0, 0.0);
            foreach (var (prompt, expected) in prompts.Zip(recorded))
            {
                var (differs, apart) =
                    settings.Beams > 1 ? Beams(beams(prompt, settings), expected, place) : Sequence(one(prompt, settings), expected, place);
                differing += differs;
                score = Math.Max(score, apart);
            }

            checks.Add(new ModelCheck($"{entry.Name} ids", differing, 0, "ids differ"));
            var what = settings.Beams > 1 ? "scores" : "log-probabilities";
            checks.Add(new ModelCheck($"{entry.Name} {what}", score, References.ScoreTolerance, "nats a token"));
        }
    }

    /// <summary>How many ids are not the same.</summary>
    public static int Differing(IReadOnlyList<int> made, IReadOnlyList<int> expected) =>
        Math.Abs(made.Count - expected.Count) + made.Zip(expected).Count(p => p.First != p.Second);

    private static (int Differing, double Score) Sequence(GeneratedText made, JsonElement expected, string where)
    {
        var sum = expected.Part("token_logprobs", where).EnumerateArray().Sum(t => t.GetDouble());
        return (
            Differing(made.Ids, Ids(expected.Part("tokens", where))),
            Math.Abs(made.LogProbability - sum) / Math.Max(1, made.Ids.Count)
        );
    }

    private static (int Differing, double Score) Beams(IReadOnlyList<BeamHypothesis> made, JsonElement expected, string where)
    {
        var tokens = expected.Part("tokens", where).EnumerateArray().Select(Ids).ToArray();
        var scores = expected.Part("sequence_scores", where).EnumerateArray().Select(s => s.GetDouble()).ToArray();
        var missing = Math.Abs(tokens.Length - made.Count) + Math.Abs(scores.Length - made.Count);
        return (
            missing + made.Zip(tokens, (m, t) => Differing(m.Text.Ids, t)).Sum(),
            References.Worst(made.Zip(scores, (m, s) => Math.Abs(m.Score - s)))
        );
    }

    private static int[] Ids(JsonElement list) => [.. list.EnumerateArray().Select(i => i.GetInt32())];
}
