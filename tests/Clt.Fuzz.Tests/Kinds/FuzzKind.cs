namespace Clt.Fuzz.Tests.Kinds;

/// <summary>Fuzz target: files of a kind, and the code of the house that reads them.</summary>
/// <param name="Name">As tests name it.</param>
/// <param name="Corpus">Whole folders that are read without a fault.</param>
/// <param name="Damaged">Which of their files are damaged.</param>
/// <param name="Read">Reads a folder and uses what it read.</param>
internal sealed record FuzzKind(
    string Name,
    IReadOnlyList<IReadOnlyDictionary<string, byte[]>> Corpus,
    Func<string, bool> Damaged,
    Action<string> Read
)
{
    /// <summary>What reading anything of the kind may allocate, whatever its size, in bytes.</summary>
    public long FreeBytes { get; init; } = 64_000_000;

    /// <summary>Inputs in the suite, and with the slow tests: fewer of what takes long.</summary>
    public (int Suite, int Slow) Inputs { get; init; } = (300, 10_000);

    /// <summary>Whether its readers refuse at all; those of stored studies show what they can read, and leave the rest out.</summary>
    public bool Refuses { get; init; } = true;

    /// <summary>A kind of one file a sample.</summary>
    public static FuzzKind OfFile(string name, string file, IEnumerable<string> samples, Action<string> read) =>
        new(
            name,
            [.. samples.Select(s => new Dictionary<string, byte[]> { [file] = System.Text.Encoding.UTF8.GetBytes(s) })],
            _ => true,
            folder => read(Path.Combine(folder, file))
        );

    public override string ToString() => Name;
}
