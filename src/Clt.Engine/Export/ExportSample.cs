namespace Clt.Engine.Export;

/// <summary>What the model in memory and the one read from its files answered.</summary>
/// <param name="Prompt">Token ids.</param>
/// <param name="Expected">The most likely ids by the model in memory.</param>
/// <param name="Actual">Those by the model from the files.</param>
public sealed record ExportSample(IReadOnlyList<int> Prompt, IReadOnlyList<int> Expected, IReadOnlyList<int> Actual)
{
    public bool Same => Expected.SequenceEqual(Actual);
}
