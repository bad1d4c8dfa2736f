namespace Clt.Host.Bench;

/// <summary>What <c>clt bench NAME --json</c> prints.</summary>
/// <param name="Bench">The benchmark.</param>
/// <param name="Machine">Processor, cores, vector instructions.</param>
/// <param name="GemmGflops">fp32 products of 2048³: the mean of the rates before and after.</param>
/// <param name="Cases">In the order in which they were measured.</param>
internal sealed record BenchResult(string Bench, string Machine, double GemmGflops, IReadOnlyList<BenchCase> Cases);
