using Clt.Engine.Distributed;
using Xunit;

namespace Clt.Testing;

/// <summary>A fact that starts a Slurm of its own; skipped, with the reason shown, where Slurm is not installed.</summary>
public sealed class SlurmFactAttribute : FactAttribute
{
    /// <param name="ranks">Whether jobs of several ranks train together, which needs the collectives too.</param>
    public SlurmFactAttribute(bool ranks = true) => Skip = SlurmCluster.WhyNot ?? (ranks ? ProcessGroup.WhyNot : null);
}
