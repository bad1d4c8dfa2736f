using System.Collections.Concurrent;
using static Clt.Kernels.Collectives.Mpi.MpiMethods;

namespace Clt.Kernels.Collectives.Mpi;

/// <summary>
/// The one thread of a process that calls MPI. It starts collectives in the order in which they are given and drives them, since MPI goes
/// on with them only when it is called; the other threads compute meanwhile.
/// </summary>
internal sealed unsafe class MpiThread
{
    /// <summary>Between looks for announcements, while there is nothing else to do.</summary>
    private const int IdleMilliseconds = 20;

    private readonly ConcurrentQueue<MpiWork> _given = new();
    private readonly List<MpiWork> _running = [];
    private readonly AutoResetEvent _wake = new(false);
    private readonly ManualResetEventSlim _begun = new(),
        _ended = new();
    private readonly TimeSpan _timeout;
    private CollectiveException? _fault;
    private volatile bool _ends;
    private int _waiting;

    /// <summary>Starts MPI; returns when all ranks have.</summary>
    /// <param name="patience">How long that may take.</param>
    /// <param name="timeout">How long a collective may take.</param>
    /// <exception cref="CollectiveException">MPI refuses, or the others do not come.</exception>
    public MpiThread(TimeSpan patience, TimeSpan timeout)
    {
        _timeout = timeout;
        new Thread(Run) { IsBackground = true, Name = "MPI" }.Start();
        if (!_begun.Wait(patience))
            throw new CollectiveException($"the others did not come in {patience.TotalSeconds:0} s");
        if (_fault is not null)
            throw _fault;
    }

    public int Rank { get; private set; }

    public int Size { get; private set; }

    public MpiAnnouncements Announcements { get; } = new();

    /// <summary>Starts a collective behind those given before.</summary>
    /// <exception cref="CollectiveException">One before failed.</exception>
    public MpiWork Give(MpiWork work)
    {
        if (_fault is not null)
            throw _fault;
        _given.Enqueue(work);
        Wake();
        return work;
    }

    /// <summary>Looks at once for something to do.</summary>
    public void Wake() => _wake.Set();

    /// <summary>Waits for a collective; the thread of MPI does not rest meanwhile.</summary>
    /// <exception cref="CollectiveException">It takes too long.</exception>
    public void WaitFor(ManualResetEventSlim ended)
    {
        Interlocked.Increment(ref _waiting);
        Wake();
        var inTime = ended.Wait(_timeout);
        Interlocked.Decrement(ref _waiting);
        if (!inTime)
            throw new CollectiveException($"timed out after {_timeout.TotalSeconds:0.#} s");
    }

    /// <summary>Ends MPI. All ranks call it, after all their collectives.</summary>
    /// <exception cref="CollectiveException">One of them does not, or has left.</exception>
    public void End()
    {
        _ends = true;
        WaitFor(_ended);
        if (_fault is not null)
            throw _fault;
    }

    private void Run()
    {
        try
        {
            Begin();
            _begun.Set();
            for (var isLast = false; !isLast || _running.Count > 0; )
            {
                // Read before: what was given and said until the end was called is done and sent.
                isLast = _ends;
                Work();
                if (!isLast || _running.Count > 0)
                    Rest();
            }

            Check(MPI_Finalize(), "the end of MPI");
        }
        catch (CollectiveException fault)
        {
            _fault = fault;
            foreach (var work in _running.Concat(_given))
                work.End(fault);
        }

        _begun.Set();
        _ended.Set();
    }

    private void Begin()
    {
        int level,
            rank,
            size;
        Check(MPI_Init_thread(0, 0, ThreadFunneled, &level), "the start of MPI");
        if (level < ThreadFunneled)
            throw new CollectiveException("this MPI is not for processes with threads");
        Check(MPI_Comm_set_errhandler(MpiLibrary.World, MpiLibrary.ErrorsReturn), "the start of MPI");
        Check(MPI_Comm_rank(MpiLibrary.World, &rank), "the start of MPI");
        Check(MPI_Comm_size(MpiLibrary.World, &size), "the start of MPI");
        (Rank, Size) = (rank, size);
    }

    private void Work()
    {
        while (_given.TryDequeue(out var work))
        {
            _running.Add(work);
            work.Begin();
        }

        _running.RemoveAll(work => work.HasEnded());
        Announcements.Exchange(Rank, Size);
    }

    /// <summary>
    /// MPI's progress costs processor time that the computing threads want. So it is driven without a pause only while this process waits
    /// for it.
    /// </summary>
    private void Rest()
    {
        if (_running.Count == 0)
            _wake.WaitOne(IdleMilliseconds);
        else if (Volatile.Read(ref _waiting) > 0)
            Thread.Yield();
        else
            Thread.Sleep(1);
    }
}
