using Clt.Engine.Distributed;
using Xunit;

namespace Clt.Testing;

/// <summary>Like <see cref="DistributedFactAttribute"/>, with cases.</summary>
public sealed class DistributedTheoryAttribute : TheoryAttribute
{
    public DistributedTheoryAttribute() => Skip = ProcessGroup.WhyNotHere;
}
