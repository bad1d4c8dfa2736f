using System.Text.Json;
using Clt.Engine.Generation.Beams;
using Clt.Engine.Verification;

namespace Clt.Engine.Tests.Verification;

public class ReferenceSettingsTests
{
    [Theory]
    [InlineData("true", BeamStopping.Immediate)]
    [InlineData("false", BeamStopping.Heuristic)]
    [InlineData("\"never\"", BeamStopping.Never)]
    public void Every_setting_that_is_understood_is_read(string early, BeamStopping stopping)
    {
        var settings = ReferenceSettings.Read(
            JsonElement.Parse(
                $$"""
                {"max_new_tokens": 7, "num_beams": 4, "length_penalty": 0.5, "repetition_penalty": 1.2, "no_repeat_ngram_size": 3,
                 "early_stopping": {{early}}, "forced_bos_token_id": 5, "forced_eos_token_id": 6, "eos_token_id": [2, 3],
                 "do_sample": false, "num_return_sequences": 4, "pad_token_id": 0, "bos_token_id": 1, "decoder_start_token_id": 0}
                """
            ),
            "reference.json, beam4"
        );

        (settings.MaxNewTokens, settings.Beams, settings.LengthPenalty).ShouldBe((7, 4, 0.5));
        (settings.RepetitionPenalty, settings.NoRepeatNgram, settings.BeamStopping).ShouldBe((1.2, 3, stopping));
        (settings.ForcedBos, settings.ForcedEos).ShouldBe((5, 6));
        settings.StopTokens.ShouldBe([2, 3]);
    }
}
