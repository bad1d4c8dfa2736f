using Clt.Engine.Distributed;

namespace Clt.Engine.Tests.Distributed;

/// <summary>A test that needs collectives; skipped, with the reason, in a build without.</summary>
public sealed class DistributedFactAttribute : FactAttribute
{
    public DistributedFactAttribute() => Skip = ProcessGroup.WhyNot;
}
