using Clt.Engine.Data;
using Clt.Engine.Objectives;

namespace Clt.Engine.Tests.Devices;

/// <summary>Two examples of different lengths of every kind that an objective trains on. Their ids mean nothing.</summary>
internal static class MetaExamples
{
    private static readonly Language English = Language.Parse("en");
    private static readonly int[][] Ids =
    [
        [1, 5, 6, 7, 2],
        [1, 8, 9, 2],
    ];

    public static IReadOnlyList<TokenizedExample> Tokenized { get; } = Each((name, ids) => Marked(name, ids));

    public static IReadOnlyList<PreferencePair> Preferences { get; } =
        Each((name, ids) => new PreferencePair(Marked(name, ids), Marked(name, [.. ids, 2])));

    public static IReadOnlyList<PairExample> Pairs { get; } =
        Each((name, ids) => new PairExample(name, English, "toy", new SequencePair(ids, [.. ids.Skip(1)])));

    public static IReadOnlyList<DocumentExample> Documents { get; } =
        Each((name, ids) => new DocumentExample(name, English, "toy", [ids[..2], ids[2..]], [2]));

    public static IReadOnlyList<ParallelExample> Parallels { get; } =
        Each((name, ids) => new ParallelExample(name, English, "toy", ids, [.. ids.Reverse()]));

    /// <summary>Texts to be masked.</summary>
    public static IReadOnlyList<EncoderExample> Texts { get; } = Each((name, ids) => new EncoderExample(name, English, "toy", ids, []));

    /// <summary>One label a text.</summary>
    public static IReadOnlyList<EncoderExample> Labelled { get; } = Each((name, ids) => new EncoderExample(name, English, "toy", ids, [1]));

    /// <summary>One label a token, but for the first.</summary>
    public static IReadOnlyList<EncoderExample> Tagged { get; } =
        Each((name, ids) => new EncoderExample(name, English, "toy", ids, [PackedBatch.Ignored, .. ids.Skip(1).Select(_ => 1L)]));

    /// <summary>A tree: every token but the first is a word that hangs on the root, the last on the first word.</summary>
    public static IReadOnlyList<EncoderExample> Trees { get; } =
        Tagged
            .Select(e => new EncoderExample(e.ItemId, English, "toy", e.Ids, [PackedBatch.Ignored, 0, .. e.Ids.Skip(2).Select(_ => 1L)])
            {
                Relations = e.Targets,
            })
            .ToList();

    /// <summary>A label of each text beside those of its tokens.</summary>
    public static IReadOnlyList<EncoderExample> Joint { get; } = [.. Tagged.Select(e => e with { Label = 1 })];

    /// <summary>A number, or 0 or 1, for each of so many outputs.</summary>
    public static IReadOnlyList<EncoderExample> Numbered(int outputs) =>
        Each(
            (name, ids) =>
                new EncoderExample(name, English, "toy", ids, [])
                {
                    Numbers = [.. Enumerable.Range(0, outputs).Select(i => i % 2f)],
                    TokenTypes = [.. ids.Select(i => i % 2)],
                }
        );

    private static TokenizedExample Marked(string name, int[] ids) => new(name, English, "toy", ids, [.. ids.Select((_, i) => i > 1)]);

    private static T[] Each<T>(Func<string, int[], T> make) => [.. Ids.Select((ids, i) => make($"{i}", ids))];
}
