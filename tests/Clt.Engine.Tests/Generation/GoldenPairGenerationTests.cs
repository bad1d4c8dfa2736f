using System.Text.Json;
using Clt.Engine.Generation;
using Clt.Engine.Generation.Beams;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Tests.Models;
using Clt.Engine.Tests.Models.Seq2Seq;
using Clt.Engine.Verification;
using Clt.Testing;

namespace Clt.Engine.Tests.Generation;

/// <summary>Greedy and beam search of every encoder-decoder folder against transformers, each source alone and both together.</summary>
public sealed class GoldenPairGenerationTests
{
    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownPairs), MemberType = typeof(GoldenFolders))]
    public void Ids_and_log_probabilities_of_greedy_search_are_the_references(string folder, string config)
    {
        using var model = GoldenPairModelTests.Load(folder, config);
        foreach (var (name, sources, settings, reference) in Cases(folder).Where(c => c.Settings.Beams == 1))
        {
            var together = SequenceToSequenceGenerator.Generate(model, null, sources, settings, 1);
            for (var i = 0; i < sources.Length; i++)
            {
                var what = $"{name}, source {i}";
                var alone = SequenceToSequenceGenerator.Generate(model, null, [sources[i]], settings, 1)[0];
                var expected = reference.GetProperty("alone")[i];
                alone.Ids.ShouldBe(expected.Integers("tokens"), what);
                together[i].Ids.ShouldBe(alone.Ids, what);
                alone.LogProbability.ShouldBe(expected.Numbers("token_logprobs").Sum(), 1e-4 * alone.Ids.Count, what);
            }
        }
    }

    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownPairFolders), MemberType = typeof(GoldenFolders))]
    public void Beams_are_the_references(string folder)
    {
        using var model = SequenceToSequenceModel.Load(GoldenFolders.Of(folder), GoldenFolders.Families);
        foreach (var (name, sources, settings, reference) in Cases(folder).Where(c => c.Settings.Beams > 1))
        {
            var together = SequenceToSequenceGenerator.Beams(model, null, sources, settings);
            for (var i = 0; i < sources.Length; i++)
            {
                var expected = reference.GetProperty("alone")[i];
                Same(SequenceToSequenceGenerator.Beams(model, null, [sources[i]], settings)[0], expected, $"{name}, source {i}, alone");
                Same(together[i], expected, $"{name}, source {i}, together");
            }
        }
    }

    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownPairFolders), MemberType = typeof(GoldenFolders))]
    public void The_generation_configuration_alone_gives_the_greedy_search_that_ends(string folder)
    {
        using var model = SequenceToSequenceModel.Load(GoldenFolders.Of(folder), GoldenFolders.Families);
        var (_, sources, settings, reference) = Cases(folder).Single(c => c.Name == "greedy_eos");

        var made = SequenceToSequenceGenerator.Generate(
            model,
            null,
            sources,
            new GenerationSettings { MaxNewTokens = settings.MaxNewTokens },
            1
        );

        made.Select(m => m.Ids).ShouldBe(reference.GetProperty("alone").EnumerateArray().Select(a => a.Integers("tokens")));
    }

    private static IEnumerable<(string Name, int[][] Sources, GenerationSettings Settings, JsonElement Reference)> Cases(string folder)
    {
        var generate = GoldenRows.Whole($"models/{folder}/reference.json").GetProperty("generate");
        int[][] sources =
        [
            .. generate.GetProperty("prompts").EnumerateArray().Select(p => p.EnumerateArray().Select(i => i.GetInt32()).ToArray()),
        ];
        var cases = generate.GetProperty("cases").EnumerateObject().ToList();
        cases.Count.ShouldBe(4);
        cases.ShouldAllBe(c => c.Value.GetProperty("stable").GetBoolean());
        return cases.Select(c => (c.Name, sources, ReferenceSettings.Read(c.Value.GetProperty("settings"), c.Name), c.Value));
    }

    private static void Same(IReadOnlyList<BeamHypothesis> found, JsonElement expected, string what)
    {
        found
            .Select(h => string.Join(' ', h.Text.Ids))
            .ShouldBe(
                expected.GetProperty("tokens").EnumerateArray().Select(t => string.Join(' ', t.EnumerateArray().Select(i => i.GetInt32()))),
                what
            );
        var scores = expected.Numbers("sequence_scores");
        for (var i = 0; i < scores.Length; i++)
            found[i].Score.ShouldBe(scores[i], 1e-4, what);
    }
}
