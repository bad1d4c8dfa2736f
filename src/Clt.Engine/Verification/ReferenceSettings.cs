using System.Text.Json;
using Clt.Engine.Generation;
using Clt.Engine.Generation.Beams;

namespace Clt.Engine.Verification;

/// <summary>The generation settings of a reference case, under transformers' names.</summary>
internal static class ReferenceSettings
{
    /// <param name="settings">
    /// An object with <c>max_new_tokens</c>, <c>num_beams</c> and <c>eos_token_id</c> (null, an id or a list).
    /// </param>
    /// <exception cref="KeyNotFoundException">One of them is missing.</exception>
    public static GenerationSettings Read(JsonElement settings)
    {
        var end = settings.GetProperty("eos_token_id");
        return new GenerationSettings
        {
            MaxNewTokens = settings.GetProperty("max_new_tokens").GetInt32(),
            Beams = settings.GetProperty("num_beams").GetInt32(),
            LengthPenalty = settings.TryGetProperty("length_penalty", out var penalty) ? penalty.GetDouble() : 1,
            BeamStopping = settings.TryGetProperty("early_stopping", out var early) ? Early(early) : BeamStopping.Heuristic,
            ForcedBos = Id("forced_bos_token_id"),
            ForcedEos = Id("forced_eos_token_id"),
            StopAtEos = false,
            StopTokens = end.ValueKind switch
            {
                JsonValueKind.Null => [],
                JsonValueKind.Array => [.. end.EnumerateArray().Select(e => e.GetInt32())],
                _ => [end.GetInt32()],
            },
        };

        int? Id(string name) => settings.TryGetProperty(name, out var id) && id.ValueKind == JsonValueKind.Number ? id.GetInt32() : null;
    }

    private static BeamStopping Early(JsonElement early) =>
        early.ValueKind switch
        {
            JsonValueKind.True => BeamStopping.Immediate,
            JsonValueKind.String => BeamStopping.Never,
            _ => BeamStopping.Heuristic,
        };
}
