using Clt.Engine.Distributed;
using Xunit;

namespace Clt.Testing;

/// <summary>A test that needs collectives; skipped, with the reason, in a build without.</summary>
public sealed class DistributedFactAttribute : FactAttribute
{
    public DistributedFactAttribute() => Skip = ProcessGroup.WhyNot;
}
