using Clt.Engine.Distributed;
using Xunit;

namespace Clt.Testing;

/// <summary>A fact that starts a Slurm of its own; skipped, with the reason shown, where Slurm or the collectives are not installed.</summary>
public sealed class SlurmFactAttribute : FactAttribute
{
    public SlurmFactAttribute() => Skip = SlurmCluster.WhyNot ?? ProcessGroup.WhyNot;
}
