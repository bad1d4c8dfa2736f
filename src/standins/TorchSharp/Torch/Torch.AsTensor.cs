using TorchSharp.Native;

namespace TorchSharp;

// Tensors from any data; copied, except from a tensor that needs no change.
public static partial class torch
{
    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) =>
        FromMemory.Any(data, dtype, device, false);
    public static Tensor as_tensor(IList<BFloat16> rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromMemory.Copy(rawArray.ToArray(), [rawArray.Count], dtype, device, false);
    public static Tensor as_tensor(IList<bool> rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromMemory.Copy(rawArray.ToArray(), [rawArray.Count], dtype, device, false);
    public static Tensor as_tensor(IList<byte> rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromMemory.Copy(rawArray.ToArray(), [rawArray.Count], dtype, device, false);
    public static Tensor as_tensor(IList<double> rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromMemory.Copy(rawArray.ToArray(), [rawArray.Count], dtype, device, false);
    public static Tensor as_tensor(IList<float> rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromMemory.Copy(rawArray.ToArray(), [rawArray.Count], dtype, device, false);
    public static Tensor as_tensor(IList<int> rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromMemory.Copy(rawArray.ToArray(), [rawArray.Count], dtype, device, false);
    public static Tensor as_tensor(IList<long> rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromMemory.Copy(rawArray.ToArray(), [rawArray.Count], dtype, device, false);
    public static Tensor as_tensor(IList<sbyte> rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromMemory.Copy(rawArray.ToArray(), [rawArray.Count], dtype, device, false);
    public static Tensor as_tensor(IList<short> rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromMemory.Copy(rawArray.ToArray(), [rawArray.Count], dtype, device, false);
    public static Tensor as_tensor(BFloat16[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromMemory.Copy(rawArray, [rawArray.Length], dtype, device, false);
    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) =>
        data.to(dtype ?? data.dtype, device ?? data.device);
    public static Tensor as_tensor(bool[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromMemory.Copy(rawArray, [rawArray.Length], dtype, device, false);
    public static Tensor as_tensor(byte[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromMemory.Copy(rawArray, [rawArray.Length], dtype, device, false);
    public static Tensor as_tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromMemory.Copy(rawArray, [rawArray.Length], dtype, device, false);
    public static Tensor as_tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromMemory.Copy(rawArray, [rawArray.Length], dtype, device, false);
    public static Tensor as_tensor(int[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromMemory.Copy(rawArray, [rawArray.Length], dtype, device, false);
    public static Tensor as_tensor(long[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromMemory.Copy(rawArray, [rawArray.Length], dtype, device, false);
    public static Tensor as_tensor(sbyte[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromMemory.Copy(rawArray, [rawArray.Length], dtype, device, false);
    public static Tensor as_tensor(short[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        FromMemory.Copy(rawArray, [rawArray.Length], dtype, device, false);
}
