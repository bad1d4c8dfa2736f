using Clt.Engine.Distributed;
using Xunit;

namespace Clt.Testing;

/// <summary>A test that starts ranks on this machine; skipped, with the reason, where Open MPI is not installed.</summary>
public sealed class DistributedFactAttribute : FactAttribute
{
    public DistributedFactAttribute() => Skip = ProcessGroup.WhyNotHere;
}
