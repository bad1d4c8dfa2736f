using static TorchSharp.torch;

namespace Clt.Engine.Kernels;

/// <summary>Loading libtorch takes half a second, in which a process that will need it can read its recipe.</summary>
public static class NativeStart
{
    /// <summary>Begins to load libtorch and the kernels on another thread. What is wrong with them is said where they are used.</summary>
    public static void Begin() => Task.Run(() =>
    {
        zeros(1).Dispose();
        return Ops.NativeAvailable;
    });
}
