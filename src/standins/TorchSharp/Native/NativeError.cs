using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>Turns a failed native call into the exception that TorchSharp throws, with libtorch's own message.</summary>
internal static unsafe class NativeError
{
    internal static ExternalException Last() =>
        new(Marshal.PtrToStringUTF8((nint)NativeMethods.clt_last_error()) ?? "an unknown native error");

    internal static void Check(bool succeeded)
    {
        if (!succeeded)
            throw Last();
    }

    /// <summary>A tensor of its own around a handle that a call returned; a null handle is an error.</summary>
    internal static Tensor Own(nint handle) => handle != 0 ? new Tensor(handle) : throw Last();
}
