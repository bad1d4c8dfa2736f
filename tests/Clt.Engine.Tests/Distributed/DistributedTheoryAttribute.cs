using Clt.Engine.Distributed;

namespace Clt.Engine.Tests.Distributed;

/// <summary>Like <see cref="DistributedFactAttribute"/>, with cases.</summary>
public sealed class DistributedTheoryAttribute : TheoryAttribute
{
    public DistributedTheoryAttribute() => Skip = ProcessGroup.WhyNot;
}
