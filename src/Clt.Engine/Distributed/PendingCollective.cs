using Clt.Kernels.Collectives;

namespace Clt.Engine.Distributed;

/// <summary>A collective that was started and runs beside this thread.</summary>
public sealed class PendingCollective
{
    private readonly ProcessGroup _group;
    private readonly ICollectiveWork _work;

    internal PendingCollective(ProcessGroup group, ICollectiveWork work) => (_group, _work) = (group, work);

    /// <exception cref="DistributedException">A process ended or hangs.</exception>
    public void Wait()
    {
        try
        {
            _work.Wait();
        }
        catch (CollectiveException error)
        {
            throw _group.Lost(error);
        }
    }
}
