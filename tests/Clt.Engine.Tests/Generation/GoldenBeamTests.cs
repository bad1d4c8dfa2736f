using System.Text.Json;
using Clt.Engine.Generation;
using Clt.Engine.Generation.Beams;
using Clt.Engine.Models;
using Clt.Engine.Tests.Models;
using Clt.Engine.Verification;
using Clt.Testing;

namespace Clt.Engine.Tests.Generation;

/// <summary>Beam searches of every decoder folder against transformers: ids and scores, each prompt alone and both together.</summary>
public sealed class GoldenBeamTests
{
    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownFolders), MemberType = typeof(GoldenFolders))]
    public void Beams_are_the_references_alone_and_in_a_batch(string folder)
    {
        if (!GoldenRows.Whole($"models/{folder}/reference.json").TryGetProperty("generate", out var generate))
            return;
        using var model = LanguageModel.Load(GoldenFolders.Of(folder), GoldenFolders.Families);
        var prompts = generate.GetProperty("prompts").EnumerateArray().Select(Ids).ToArray();
        var compared = 0;
        foreach (var entry in generate.GetProperty("cases").EnumerateObject())
        {
            if (entry.Value.GetProperty("settings").GetProperty("num_beams").GetInt32() == 1)
                continue;
            entry.Value.GetProperty("stable").GetBoolean().ShouldBeTrue();
            var settings = ReferenceSettings.Read(entry.Value.GetProperty("settings"), entry.Name);
            var together = TextGenerator.Beams(model, null, prompts, settings);
            for (var i = 0; i < prompts.Length; i++)
            {
                var alone = TextGenerator.Beams(model, null, [prompts[i]], settings)[0];
                var expected = entry.Value.GetProperty("alone")[i];
                Same(alone, expected, $"{entry.Name}, prompt {i}, alone");
                Same(together[i], expected, $"{entry.Name}, prompt {i}, together");
                compared++;
            }
        }

        compared.ShouldBeGreaterThan(0);
    }

    private static void Same(IReadOnlyList<BeamHypothesis> found, JsonElement expected, string what)
    {
        found
            .Select(h => string.Join(' ', h.Text.Ids))
            .ShouldBe(expected.GetProperty("tokens").EnumerateArray().Select(t => string.Join(' ', Ids(t))), what);
        var scores = expected.Numbers("sequence_scores");
        for (var i = 0; i < scores.Length; i++)
            found[i].Score.ShouldBe(scores[i], 1e-4, what);
    }

    private static int[] Ids(JsonElement list) => [.. list.EnumerateArray().Select(i => i.GetInt32())];
}
