using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>
/// libtorch's FlashAttention-2 (Dao 2023, arXiv 2307.08691) over packed sequences: one kernel for all of them, forwards and backwards.
/// </summary>
internal static class FlashAttention
{
    /// <summary>Heads are at most so wide, and a multiple of <see cref="WidthUnit"/>.</summary>
    private const long MostWidth = 256;

    private const long WidthUnit = 8;

    /// <summary>
    /// Whether it computes this: half precision on a GPU of compute capability 8 or more, and nothing between scores and softmax but the
    /// mask.
    /// </summary>
    internal static bool Takes(Tensor q, Tensor k, AttentionOptions options) =>
        q.device_type == DeviceType.CUDA
        && Fits(q.dtype, q.size(2), options)
        && q.dtype == k.dtype
        && Devices.Gpus.Capability(q.device.index) >= 8;

    /// <summary>The same, the device aside.</summary>
    internal static bool Fits(ScalarType type, long width, AttentionOptions options) =>
        type is ScalarType.BFloat16 or ScalarType.Float16
        && width <= MostWidth
        && width % WidthUnit == 0
        && options is { SoftCap: 0, AlibiSlopes: null, RelativeBias: null };

    /// <param name="q">[N, H, Dh].</param>
    /// <param name="k">[M, Hkv, Dh].</param>
    /// <param name="v">[M, Hkv, Dh].</param>
    /// <param name="queries">Where each sequence's queries start, and their end; what stands behind gets zeros.</param>
    /// <param name="keys">The same of keys.</param>
    /// <param name="options">Mask and scale.</param>
    /// <returns>[N, H, Dh]; differentiable.</returns>
    internal static Tensor Of(Tensor q, Tensor k, Tensor v, long[] queries, long[] keys, AttentionOptions options)
    {
        var used = queries[^1];
        var call = new TorchOperator("aten::_flash_attention_forward");
        call.Add(q.narrow(0, 0, used));
        call.Add(k);
        call.Add(v);
        call.AddOptional(Starts(queries, q.device));
        call.AddOptional(Starts(keys, q.device));
        call.Add(Longest(queries));
        call.Add(Longest(keys));
        call.Add(0.0);
        call.Add(options.Causal);
        call.Add(false);
        call.AddOptional(options.ScaleFor(q.size(2)));
        call.AddOptional(options.Window > 0 ? options.Window - 1L : null);
        call.AddOptional(
            options.Window > 0
                ? options.Causal
                    ? 0L
                    : options.Window - 1L
                : null
        );
        call.AddOptional((Tensor?)null);
        call.AddOptional((Tensor?)null);
        var results = call.Call(5);
        foreach (var other in results.Skip(1))
            other.Dispose();
        return used == q.size(0) ? results[0] : cat([results[0], q.narrow(0, used, q.size(0) - used) * 0], 0);
    }

    private static Tensor Starts(long[] places, Device device) => tensor(places.Select(p => (int)p).ToArray(), device: device);

    private static long Longest(long[] places) => places.Zip(places.Skip(1), (from, to) => to - from).Max();
}
