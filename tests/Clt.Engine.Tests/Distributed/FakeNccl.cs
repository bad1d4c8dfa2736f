using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Clt.Kernels.Collectives;
using Clt.Kernels.Collectives.Nccl;
using TorchSharp;

namespace Clt.Engine.Tests.Distributed;

/// <summary>
/// NCCL and CUDA's streams for ranks that are threads, behind the pointers through which the real ones are called. "GPU" memory is the
/// processor's, every rank has one stream, and a collective ends when all ranks have started it.
/// </summary>
internal static unsafe class FakeNccl
{
    /// <summary>ncclRemoteError: another rank has left.</summary>
    private const int RemoteError = 6;

    /// <summary>ncclInvalidUsage.</summary>
    private const int InvalidUsage = 5;

    private static readonly ConcurrentDictionary<string, Group> Groups = new();
    private static readonly ConcurrentDictionary<nint, (Group Group, int Rank)> Members = new();
    private static readonly ConcurrentDictionary<nint, Operation?> Events = new();
    private static readonly nint Message = Marshal.StringToCoTaskMemUTF8("another rank has left");
    private static long handles;

    /// <summary>What a rank's stream ends with: a rank is a thread.</summary>
    [ThreadStatic]
    private static Operation? last;

    public static NcclCalls Calls =>
        new()
        {
            GetUniqueId = &GetUniqueId,
            InitRank = &InitRank,
            AllReduce = &AllReduce,
            Broadcast = &Broadcast,
            AsyncError = &AsyncError,
            Abort = &Abort,
            Destroy = &Destroy,
            ErrorText = &ErrorText,
            SetDevice = &SetDevice,
            CreateStream = &CreateStream,
            CreateEvent = &CreateEvent,
            Record = &Record,
            WaitEvent = &WaitEvent,
            Query = &Query,
            DestroyEvent = &DestroyEvent,
        };

    /// <summary>Events that were made and not freed.</summary>
    public static int LivingEvents => Events.Count;

    private static nint Next() => (nint)Interlocked.Increment(ref handles);

    private static string Key(NcclId id) => Convert.ToHexString(MemoryMarshal.AsBytes(new ReadOnlySpan<NcclId>(in id)));

    [UnmanagedCallersOnly]
    private static int GetUniqueId(NcclId* id)
    {
        Guid.NewGuid().TryWriteBytes(new Span<byte>(id, 128));
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int InitRank(nint* made, int size, NcclId id, int rank)
    {
        var group = Groups.GetOrAdd(
            Key(id),
            _ => new Group(ThreadCollective.Create(size, TimeSpan.FromSeconds(20)), new CountdownEvent(size))
        );
        group.Missing.Signal();
        if (!group.Missing.Wait(TimeSpan.FromSeconds(10)))
            return RemoteError;
        *made = Next();
        Members[*made] = (group, rank);
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int AllReduce(void* from, void* to, nuint count, int type, int operation, nint group, nint stream)
    {
        if (operation != NcclCalls.Sum || stream == 0)
            return InvalidUsage;
        var (elementSize, scalar) = type switch
        {
            NcclCalls.Float => (4, torch.ScalarType.Float32),
            NcclCalls.Double => (8, torch.ScalarType.Float64),
            _ => (8, torch.ScalarType.Int64),
        };
        return Start(from, to, (int)count * elementSize, scalar, group, (member, part) => member.StartSum(part));
    }

    [UnmanagedCallersOnly]
    private static int Broadcast(void* from, void* to, nuint count, int type, int root, nint group, nint stream) =>
        stream == 0 || type != NcclCalls.Byte
            ? InvalidUsage
            : Start(from, to, (int)count, torch.ScalarType.Byte, group, (member, part) => member.StartBroadcast(part, root));

    private static int Start(
        void* from,
        void* to,
        int bytes,
        torch.ScalarType type,
        nint group,
        Func<ThreadCollective, torch.Tensor, ICollectiveWork> start
    )
    {
        var (members, rank) = Members[group];
        var part = torch.zeros(bytes / torch.empty(0, dtype: type).element_size(), dtype: type).DetachFromDisposeScope();
        new ReadOnlySpan<byte>(from, bytes).CopyTo(part.bytes);
        last = new Operation((ThreadRound)start(members.Ranks[rank], part), part, (nint)to, bytes);
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int AsyncError(nint group, int* error)
    {
        *error = Members.Values.Any(m => m.Group == Members[group].Group && m.Group.Left) ? RemoteError : 0;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Abort(nint group)
    {
        Members[group].Group.Left = true;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Destroy(nint group) => 0;

    [UnmanagedCallersOnly]
    private static byte* ErrorText(int code) => (byte*)Message;

    [UnmanagedCallersOnly]
    private static int SetDevice(int device) => 0;

    [UnmanagedCallersOnly]
    private static int CreateStream(nint* stream, uint flags)
    {
        *stream = Next();
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int CreateEvent(nint* made, uint flags)
    {
        Events[*made = Next()] = null;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Record(nint recorded, nint stream)
    {
        Events[recorded] = stream == 0 ? null : last;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int WaitEvent(nint stream, nint recorded, uint flags) => Events.ContainsKey(recorded) ? 0 : 1;

    [UnmanagedCallersOnly]
    private static int Query(nint recorded)
    {
        if (Events[recorded] is not { } operation)
            return 0;
        if (!operation.Round.HasEnded)
            return NcclCalls.NotReady;
        operation.Part.bytes.CopyTo(new Span<byte>((void*)operation.To, operation.Bytes));
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int DestroyEvent(nint freed) => Events.TryRemove(freed, out _) ? 0 : 1;

    private sealed record Group(IReadOnlyList<ThreadCollective> Ranks, CountdownEvent Missing)
    {
        public bool Left { get; set; }
    }

    private sealed record Operation(ThreadRound Round, torch.Tensor Part, nint To, int Bytes);
}
