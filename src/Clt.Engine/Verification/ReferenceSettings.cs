using System.Text.Json;
using Clt.Engine.Generation;
using Clt.Engine.Generation.Beams;

namespace Clt.Engine.Verification;

/// <summary>Generation settings that transformers' <c>generate</c> was recorded with, by its own names.</summary>
internal static class ReferenceSettings
{
    // How many of the beams are recorded is seen in the record, padding changes nothing, and the model knows what a decoder begins with.
    private static readonly string[] PassedOver = ["num_return_sequences", "pad_token_id", "bos_token_id", "decoder_start_token_id"];

    /// <summary>The same settings here. What is generated ends at the tokens that the settings name, not at the model's.</summary>
    /// <param name="settings">An object of transformers' names.</param>
    /// <param name="where">The file and the place in it, for messages.</param>
    /// <exception cref="InputException">
    /// A setting is missing, is not understood, or draws at random, so that nothing can be compared: all such are listed.
    /// </exception>
    public static GenerationSettings Read(JsonElement settings, string where)
    {
        var read = new ConfigReader(settings, where);
        foreach (var name in PassedOver)
            read.Allow(name);
        read.Require(
            settings.TryGetProperty("eos_token_id", out _),
            "'eos_token_id' is missing",
            "Give null, a token id or a list of them."
        );
        read.Allow("do_sample", "false");
        var made = new GenerationSettings
        {
            MaxNewTokens = read.Size("max_new_tokens"),
            Beams = read.Size("num_beams", 1),
            LengthPenalty = read.Number("length_penalty", 1),
            RepetitionPenalty = read.Number("repetition_penalty", 1),
            NoRepeatNgram = read.Has("no_repeat_ngram_size") ? read.Size("no_repeat_ngram_size") : 0,
            BeamStopping = Early(settings, read),
            ForcedBos = read.Id("forced_bos_token_id"),
            ForcedEos = read.Id("forced_eos_token_id"),
            StopAtEos = false,
            StopTokens = read.Ids("eos_token_id"),
        };
        foreach (var field in settings.EnumerateObject().Where(f => !read.Knows(f.Name)))
            read.Require(
                false,
                $"'{field.Name}' is {field.Value.GetRawText()}, which is not understood",
                "Record the reference without it."
            );
        read.ThrowIfAny();
        return made;
    }

    private static BeamStopping Early(JsonElement settings, ConfigReader read)
    {
        const string Name = "early_stopping";
        if (!read.Mentions(Name) || settings.GetProperty(Name) is not { ValueKind: JsonValueKind.String } early)
            return read.Flag(Name, otherwise: false) ? BeamStopping.Immediate : BeamStopping.Heuristic;
        read.Require(early.GetString() == "never", $"'{Name}' is {early.GetRawText()}", "Give true, false or \"never\".");
        return BeamStopping.Never;
    }
}
