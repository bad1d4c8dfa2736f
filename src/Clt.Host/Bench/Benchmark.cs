using System.CommandLine;

namespace Clt.Host.Bench;

/// <summary>A benchmark: a verb below <c>clt bench</c>.</summary>
internal abstract class Benchmark
{
    /// <summary>Its verb.</summary>
    public abstract string Name { get; }

    /// <summary>What is measured, with examples.</summary>
    public abstract string Description { get; }

    /// <summary>Options besides those of every benchmark.</summary>
    public virtual IEnumerable<Option> Options => [];

    /// <summary>Measures; cases come as they are done.</summary>
    /// <exception cref="InputException">An option is wrong, or what is to be measured is not there: all such are listed.</exception>
    public abstract IEnumerable<Measured> Run(BenchRun run);
}
