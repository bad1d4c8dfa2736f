using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Collectives.Mpi;

/// <summary>A collective that the thread of MPI starts and tests, in as many requests as its length takes.</summary>
internal sealed unsafe class MpiWork : ICollectiveWork
{
    /// <summary>Elements of a request: counts are 32-bit.</summary>
    private const long MostElements = 1 << 30;

    private readonly MpiThread _thread;
    private readonly Tensor? _part;
    private readonly Start _start;
    private readonly nint[] _requests;
    private readonly ManualResetEventSlim _ended = new();
    private CollectiveException? _fault;

    /// <param name="thread">Calls MPI.</param>
    /// <param name="part">Whose memory is exchanged; a handle of its own is kept until the end. Null for none.</param>
    /// <param name="start">Starts a request.</param>
    public MpiWork(MpiThread thread, Tensor? part, Start start)
    {
        if (part is not null && (part.device_type != DeviceType.CPU || !part.is_contiguous()))
            throw new CollectiveException($"MPI exchanges contiguous tensors of the processor, and this one is on {part.device}");
        (_thread, _part, _start) = (thread, part?.detach().DetachFromDisposeScope(), start);
        _requests = new nint[part is null ? 1 : Math.Max(1, (part.NumberOfElements + MostElements - 1) / MostElements)];
    }

    /// <summary>Starts a request over elements; returns MPI's code.</summary>
    public delegate int Start(void* data, int count, nint* request);

    /// <summary>Called by the thread of MPI.</summary>
    public void Begin()
    {
        var data = _part is null ? null : TensorMemory.Pointer<byte>(_part);
        var (size, left) = (_part?.ElementSize ?? 0, _part?.NumberOfElements ?? 0);
        fixed (nint* requests = _requests)
        {
            for (var i = 0; i < _requests.Length; i++)
            {
                var count = Math.Min(left, MostElements);
                MpiMethods.Check(_start(data + (i * MostElements * size), (int)count, requests + i), "a collective");
                left -= count;
            }
        }
    }

    /// <summary>Called by the thread of MPI, which so goes on with it.</summary>
    public bool HasEnded()
    {
        var all = 1;
        fixed (nint* requests = _requests)
        {
            for (var i = 0; i < _requests.Length && all != 0; i++)
                MpiMethods.Check(MpiMethods.MPI_Test(requests + i, &all, 0), "a collective");
        }

        if (all != 0)
            End(null);
        return all != 0;
    }

    /// <summary>Lets those go on who wait. Called by the thread of MPI.</summary>
    public void End(CollectiveException? fault)
    {
        _fault = fault;
        _part?.Dispose();
        _ended.Set();
    }

    public void Wait()
    {
        if (!_ended.IsSet)
            _thread.WaitFor(_ended);
        if (_fault is not null)
            throw _fault;
    }
}
