using System.Runtime.CompilerServices;

namespace Clt.Kernels.Collectives.Nccl;

/// <summary>NCCL's <c>ncclUniqueId</c>: what ranks that join one group have in common.</summary>
[InlineArray(Bytes)]
public struct NcclId
{
    internal const int Bytes = 128;
    private byte _first;
}
