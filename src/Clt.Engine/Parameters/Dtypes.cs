using Clt.Formats.Safetensors;
using TorchSharp;

namespace Clt.Engine.Parameters;

/// <summary>What element types are called, here and elsewhere.</summary>
public static class Dtypes
{
    private static readonly (string Name, string Hub, Dtype Type)[] Names =
    [
        ("fp32", "float32", Dtype.Float32),
        ("bf16", "bfloat16", Dtype.BFloat16),
        ("fp16", "float16", Dtype.Float16),
    ];

    private static readonly Lazy<bool> HalfProducts = new(() =>
    {
        try
        {
            using var scope = torch.NewDisposeScope();
            var one = torch.ones(1, 1, dtype: torch.ScalarType.Float16);
            return one.mm(one).item<Half>() == Half.One;
        }
        catch (System.Runtime.InteropServices.ExternalException)
        {
            return false;
        }
    });

    /// <summary>Reads <c>fp32</c>, <c>bf16</c> or <c>fp16</c>, or Hugging Face's <c>float32</c>, <c>bfloat16</c>, <c>float16</c>.</summary>
    /// <exception cref="InputException">The name is none of these; close ones are offered.</exception>
    public static Dtype Parse(string name, string where)
    {
        var found = Names.Where(n => n.Name == name || n.Hub == name).ToList();
        if (found.Count > 0)
            return found[0].Type;
        var known = Names.Select(n => n.Name).ToArray();
        throw new InputException(
            $"there is no dtype '{name}'",
            where,
            Suggest.DidYouMean(name, known, $"Known are: {string.Join(", ", known)}.")
        );
    }

    /// <summary>The name in a Hugging Face <c>config.json</c>.</summary>
    public static string HubName(this Dtype type) => Names[(int)type].Hub;

    /// <summary>Bytes of one element.</summary>
    public static int Size(this Dtype type) => type == Dtype.Float32 ? 4 : 2;

    /// <summary>The type in safetensors files.</summary>
    public static TensorType Stored(this Dtype type) =>
        type switch
        {
            Dtype.BFloat16 => TensorType.BF16,
            Dtype.Float16 => TensorType.F16,
            Dtype.Float32 => TensorType.F32,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such dtype."),
        };

    /// <summary>Whether this libtorch multiplies fp16 matrices on the CPU: older ones do not.</summary>
    internal static bool HasHalfProducts => HalfProducts.Value;

    /// <exception cref="InputException">Weights are fp16 and this libtorch cannot compute with them.</exception>
    internal static void CheckCompute(torch.Tensor weight)
    {
        if (weight.dtype != torch.ScalarType.Float16 || weight.device_type != DeviceType.CPU || HasHalfProducts)
            return;
        throw new InputException("this libtorch cannot compute in fp16 on the CPU", "dtype", "Load the model as bf16 or fp32.");
    }

    internal static torch.ScalarType Scalar(this Dtype type) =>
        type switch
        {
            Dtype.BFloat16 => torch.ScalarType.BFloat16,
            Dtype.Float16 => torch.ScalarType.Float16,
            Dtype.Float32 => torch.ScalarType.Float32,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such dtype."),
        };
}

/// <summary>Element types in which weights are kept and computed with.</summary>
public enum Dtype
{
    /// <summary>fp32, 4 bytes.</summary>
    Float32,

    /// <summary>bf16, 2 bytes: the range of fp32 with 8 bits of precision.</summary>
    BFloat16,

    /// <summary>fp16, 2 bytes: 11 bits of precision, largest number 65504.</summary>
    Float16,
}
