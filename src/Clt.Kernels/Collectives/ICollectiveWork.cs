namespace Clt.Kernels.Collectives;

/// <summary>A collective that was started.</summary>
public interface ICollectiveWork
{
    /// <summary>Returns when it has ended here. Waiting again does nothing.</summary>
    /// <exception cref="CollectiveException">A rank has left, or hangs.</exception>
    void Wait();
}
