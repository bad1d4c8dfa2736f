using TorchSharp.Native;

namespace TorchSharp;

/// <summary>Sets whether this thread records graphs, and puts the former state back when disposed.</summary>
internal sealed class GradMode : IDisposable
{
    private readonly bool before = NativeMethods.clt_autograd_enabled();

    internal GradMode(bool enabled) => NativeMethods.clt_autograd_set_enabled(enabled);

    public void Dispose() => NativeMethods.clt_autograd_set_enabled(before);
}
