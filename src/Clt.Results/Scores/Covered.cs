using Clt.Results.Store;

namespace Clt.Results.Scores;

/// <summary>Sources of chance that confidence intervals cover, in words.</summary>
internal static class Covered
{
    /// <summary>Of scores: items, and seeds where there are several.</summary>
    /// <param name="seeds">How many.</param>
    /// <param name="bases">How bases were drawn.</param>
    /// <param name="probes">Whether seeds are those of probes of one model.</param>
    public static string Scores(int seeds, BaseSampling bases, bool probes = false) =>
        bases switch
        {
            _ when probes && seeds > 1 => $"items and {seeds} probes, for the one model",
            BaseSampling.Given when seeds < 2 => "items, for the given base",
            _ when seeds < 2 => "items",
            BaseSampling.PerSeed => $"items and {seeds} seeds, each with a base of its own",
            BaseSampling.One => $"items and {seeds} seeds of fine-tuning, for the one base that was trained",
            BaseSampling.Given => $"items and {seeds} seeds of fine-tuning, for the given base",
            BaseSampling.Mixed or BaseSampling.Unknown => $"items and {seeds} seeds",
            _ => throw new ArgumentOutOfRangeException(nameof(bases), bases, "There is no such kind."),
        };

    /// <summary>The same of a whole study as a sentence for the head of its report.</summary>
    public static string Study(int seeds, BaseSampling bases) =>
        (seeds, bases) switch
        {
            (_, BaseSampling.Unknown) => "",
            (1, BaseSampling.Given) =>
                "There is one seed, and the base was given: intervals of scores cover items, and hold for that base.",
            (1, _) => "There is one seed: intervals of scores cover items, not what another seed or base would give.",
            (_, BaseSampling.PerSeed) => $"{Both(seeds)}, each with a base of its own.",
            (_, BaseSampling.One) => $"{Both(seeds)} of fine-tuning; they hold for the one base that was trained.",
            (_, BaseSampling.Given) => $"{Both(seeds)} of fine-tuning; they hold for the base that was given.",
            (_, BaseSampling.Mixed) => $"{Both(seeds)}; where a base was given or trained once, they hold for that base.",
            _ => throw new ArgumentOutOfRangeException(nameof(bases), bases, "There is no such kind."),
        };

    private static string Both(int seeds) => $"Intervals of scores cover items and {seeds} seeds";
}
