using System.Text.Json;
using Clt.Engine.Models;
using Clt.Recipes.Models;
using Clt.Recipes.Resolution;

namespace Clt.Recipes.Checks;

/// <summary>
/// Generation settings of a given model that change what transformers' <c>generate</c> writes, and so what lm-evaluation-harness measures:
/// those of <c>generation_config.json</c>, or of an older model's <c>config.json</c>. Tasks say here how a text is written, so that each
/// such setting is named. End tokens and an encoder-decoder's first and last tokens are taken from there.
/// </summary>
internal static class GenerationNotes
{
    private static readonly string[] None = ["null"];
    private static readonly string[] One = ["1", "null"];
    private static readonly string[] Zero = ["0", "null"];
    private static readonly string[] Empty = ["[]", "null"];
    private static readonly string[] False = ["false", "null"];

    /// <summary>Each setting that transformers would write otherwise by, with the values at which it would not.</summary>
    private static readonly (string Name, string[] Neutral)[] Changing =
    [
        ("bad_words_ids", Empty),
        ("begin_suppress_tokens", Empty),
        ("constraints", Empty),
        ("diversity_penalty", Zero),
        ("do_sample", False),
        ("encoder_no_repeat_ngram_size", Zero),
        ("encoder_repetition_penalty", One),
        ("exponential_decay_length_penalty", None),
        ("force_words_ids", Empty),
        ("forced_decoder_ids", Empty),
        ("guidance_scale", One),
        ("min_length", Zero),
        ("min_new_tokens", Zero),
        ("no_repeat_ngram_size", Zero),
        ("num_beam_groups", One),
        ("num_beams", One),
        ("penalty_alpha", Zero),
        ("prefix", None),
        ("repetition_penalty", One),
        ("sequence_bias", Empty),
        ("stop_strings", Empty),
        ("suppress_tokens", Empty),
        ("task_specific_params", None),
        ("watermarking_config", None),
    ];

    /// <summary>A note on each folder whose model writes texts in the study and has such settings.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<ResolvedPoint> points, ModelFamilies models)
    {
        var folders = points
            .Where(p => p.Task.Info.Scoring == Scoring.Generate)
            .Select(p => p.Base)
            .OfType<FolderSpec>()
            .DistinctBy(f => f.Path);
        foreach (var folder in folders)
        {
            var config = models.ReadFolder(folder.Path);
            var (file, json) = config.GenerationJson is { } own ? (ModelFamilies.GenerationFile, own) : ("config.json", config.Json);
            if (Active(json) is { Count: > 0 } active)
                yield return $"{Path.Combine(folder.Path, file)} has {string.Join(", ", active)}: transformers' generate would write by "
                    + "it, the tasks of this study do not. Texts are written as each task says, the likeliest token by default.";
        }
    }

    private static List<string> Active(string json)
    {
        using var document = JsonDocument.Parse(json);
        var active = new List<string>();
        foreach (var (name, neutral) in Changing)
        {
            if (document.RootElement.TryGetProperty(name, out var value) && !neutral.Any(n => Same(value, n)))
                active.Add($"{name} {Shortened(value.GetRawText())}");
        }

        return active;
    }

    private static bool Same(JsonElement value, string neutral) => JsonElement.DeepEquals(value, JsonElement.Parse(neutral));

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
