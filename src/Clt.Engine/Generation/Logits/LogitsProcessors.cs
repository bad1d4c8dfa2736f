using Clt.Engine.Generation.Decoding;

namespace Clt.Engine.Generation.Logits;

/// <summary>The processors that settings ask for, in transformers' order.</summary>
internal static class LogitsProcessors
{
    /// <summary>Processors of a task; empty where the scores stay as they are.</summary>
    public static IReadOnlyList<ILogitsProcessor> Of(GenerationSettings settings, DecodingTask task)
    {
        var made = new List<ILogitsProcessor>();
        if (settings.RepetitionPenalty != 1)
            made.Add(new RepetitionPenalty(settings.RepetitionPenalty));
        if (settings.NoRepeatNgram > 0)
            made.Add(new NoRepeatNgram(settings.NoRepeatNgram));
        if (settings.ForcedBos is { } bos)
            made.Add(new ForcedToken(bos, s => s.Ids.Length == 1));
        if (settings.ForcedEos is { } eos)
            made.Add(new ForcedToken(eos, s => s.NewIds.Length == task.MostNew(s.Item, settings) - 1));
        if (settings.Temperature is not (0 or 1))
            made.Add(new Temperature(settings.Temperature));
        if (settings.Temperature == 0)
            return made;
        if (settings.TopK > 0)
            made.Add(new TopK(settings.TopK));
        if (settings.TopP < 1)
            made.Add(new TopP(settings.TopP));
        if (settings.MinP > 0)
            made.Add(new MinP(settings.MinP));
        return made;
    }
}
