using TorchSharp.Native;

namespace TorchSharp;

/// <summary>Holds libtorch's inference mode of this thread until it is disposed, on the same thread.</summary>
internal sealed class InferenceMode : IDisposable
{
    private nint guard;

    internal InferenceMode(bool enabled)
    {
        guard = NativeMethods.clt_inference_enter(enabled);
        NativeError.Check(guard != 0);
    }

    public void Dispose()
    {
        NativeMethods.clt_inference_leave(guard);
        guard = 0;
    }
}
