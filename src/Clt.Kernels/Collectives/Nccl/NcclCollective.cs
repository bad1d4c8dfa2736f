using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Collectives.Nccl;

/// <summary>Ranks with a GPU each, by NCCL, on a stream beside libtorch's: sums run while the backward pass goes on.</summary>
/// <remarks>
/// Tensors of the processor (numbers, texts) go over the GPU. libtorch computes on the default stream, behind which a collective starts.
/// </remarks>
public sealed unsafe class NcclCollective : ICollective
{
    private readonly NcclCalls _calls;
    private readonly NcclMeeting _meeting;
    private readonly Device _device;
    private readonly nint _stream;
    private nint _group;

    /// <param name="calls">NCCL.</param>
    /// <param name="device">This rank's GPU.</param>
    /// <param name="rank">This one.</param>
    /// <param name="size">Number of ranks.</param>
    /// <param name="folder">One that all ranks see, new for each launch.</param>
    /// <param name="patience">How long this waits for the others.</param>
    /// <param name="timeout">How long a collective waits for the others.</param>
    internal NcclCollective(NcclCalls calls, Device device, int rank, int size, string folder, TimeSpan patience, TimeSpan timeout)
    {
        (_calls, _device, Rank, Size, Timeout, _meeting) = (calls, device, rank, size, timeout, new NcclMeeting(folder));
        var id = _meeting.Id(calls, rank, patience);
        _group = Join(id, patience);
        nint stream;
        SetDevice();
        NcclCalls.CheckCuda(calls.CreateStream(&stream, NcclCalls.Beside), "a stream");
        _stream = stream;
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Size { get; }

    internal TimeSpan Timeout { get; }

    /// <summary>Joins the others; returns when all are there.</summary>
    /// <param name="device">This rank's GPU.</param>
    /// <param name="rank">This one.</param>
    /// <param name="size">Number of ranks.</param>
    /// <param name="folder">One that all ranks see, new for each launch.</param>
    /// <param name="patience">How long this waits for the others.</param>
    /// <param name="timeout">How long a collective waits for the others.</param>
    /// <exception cref="CollectiveException">NCCL is missing or refuses, or the others do not come.</exception>
    public static NcclCollective Join(Device device, int rank, int size, string folder, TimeSpan patience, TimeSpan timeout) =>
        new(NcclLibrary.Load(), device, rank, size, folder, patience, timeout);

    /// <inheritdoc/>
    public ICollectiveWork StartSum(Tensor part)
    {
        var type = part.dtype switch
        {
            ScalarType.Float32 => NcclCalls.Float,
            ScalarType.Float64 => NcclCalls.Double,
            ScalarType.Int64 => NcclCalls.Long,
            _ => throw new CollectiveException($"sums of {part.dtype} are not exchanged"),
        };
        return Start(part, (data, elements, _) => _calls.AllReduce(data, data, elements, type, NcclCalls.Sum, _group, _stream), "a sum");
    }

    /// <inheritdoc/>
    public ICollectiveWork StartBroadcast(Tensor part, int root) =>
        Start(
            part,
            (data, elements, size) => _calls.Broadcast(data, data, elements * size, NcclCalls.Byte, root, _group, _stream),
            "a broadcast"
        );

    /// <inheritdoc/>
    public ICollectiveWork StartBarrier()
    {
        // NCCL has none: a sum of one number ends when all have brought theirs.
        using var one = zeros(1, ScalarType.Float32, _device);
        return StartSum(one);
    }

    /// <inheritdoc/>
    public void Announce(string text) => _meeting.Say(text);

    /// <inheritdoc/>
    public string? Hear() => _meeting.Hear();

    /// <inheritdoc/>
    public void Finish()
    {
        StartBarrier().Wait();
        _calls.Check(_calls.Destroy(Taken()), "the end");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What still runs waits for others that may never come.
        if (_group != 0)
            _calls.Abort(Taken());
    }

    /// <summary>Whether the stream has come to an event, which it then frees.</summary>
    /// <exception cref="CollectiveException">Another rank has left, or a GPU failed.</exception>
    internal bool Has(nint done)
    {
        int error;
        if (_group == 0)
            throw new CollectiveException("the group was given up");
        var state = _calls.Query(done);
        if (state == NcclCalls.NotReady)
        {
            _calls.Check(_calls.AsyncError(_group, &error), "a look for errors");
            _calls.Check(error, "a collective");
            return false;
        }

        NcclCalls.CheckCuda(state, "a collective");
        NcclCalls.CheckCuda(_calls.DestroyEvent(done), "an event");
        return true;
    }

    /// <summary>Ends the group, since a collective of it will never end.</summary>
    internal CollectiveException GiveUp(string why)
    {
        Dispose();
        return new CollectiveException(why);
    }

    private delegate int Call(void* data, nuint elements, nuint size);

    private NcclWork Start(Tensor part, Call call, string what)
    {
        SetDevice();
        using var noGrad = no_grad();
        var isHere = part.device == _device;
        var sent = (isHere ? part.detach() : part.to(_device)).DetachFromDisposeScope();

        // Behind what libtorch has been given so far, on its stream, which is the default one.
        var ready = Event(0);
        NcclCalls.CheckCuda(_calls.WaitEvent(_stream, ready, 0), "a stream");
        NcclCalls.CheckCuda(_calls.DestroyEvent(ready), "an event");
        _calls.Check(call(TensorMemory.Pointer<byte>(sent), (nuint)sent.NumberOfElements, (nuint)sent.ElementSize), what);
        return new NcclWork(this, Event(_stream), sent, isHere ? null : part.detach().DetachFromDisposeScope());
    }

    /// <summary>An event behind what a stream was given so far.</summary>
    private nint Event(nint stream)
    {
        nint made;
        NcclCalls.CheckCuda(_calls.CreateEvent(&made, NcclCalls.Untimed), "an event");
        NcclCalls.CheckCuda(_calls.Record(made, stream), "an event");
        return made;
    }

    /// <summary>On a thread of its own: it returns only when all ranks have come.</summary>
    private nint Join(NcclId id, TimeSpan patience)
    {
        var (group, code) = ((nint)0, 0);
        var thread = new Thread(() =>
        {
            nint made = 0;
            SetDevice();
            code = _calls.InitRank(&made, Size, id, Rank);
            group = made;
        })
        {
            IsBackground = true,
            Name = "NCCL",
        };
        thread.Start();
        if (!thread.Join(patience))
            throw new CollectiveException($"the others did not come in {patience.TotalSeconds:0} s");
        _calls.Check(code, "the meeting of the ranks");
        return group;
    }

    /// <summary>CUDA's device is one of the thread, and the backward pass runs on others.</summary>
    private void SetDevice() => NcclCalls.CheckCuda(_calls.SetDevice(Math.Max(0, _device.index)), "the choice of a GPU");

    private nint Taken() => Interlocked.Exchange(ref _group, 0);
}
