using System.Globalization;
using Clt.Kernels.Devices;
using TorchSharp;

namespace Clt.Engine.Devices;

/// <summary>Where a model's tensors lie and are computed with: the processor, or one of the machine's GPUs (CUDA).</summary>
/// <param name="Type">Kind of device.</param>
/// <param name="Index">Which of several GPUs, from 0; 0 elsewhere.</param>
public readonly record struct ComputeDevice(DeviceType Type, int Index)
{
    /// <summary>The environment variable that names the device of this process and of those that it starts.</summary>
    public const string Variable = "CLT_DEVICE";

    private const string Known = "Known are: cpu, cuda, cuda:1 (the second GPU).";

    /// <summary>The processor.</summary>
    public static ComputeDevice Cpu => default;

    /// <summary>libtorch's device of shapes without numbers, on which checks find tensors that are on the wrong device.</summary>
    internal static ComputeDevice Meta => new(DeviceType.META, 0);

    /// <summary>What <c>CLT_DEVICE</c> names; without it the first GPU where there is one, else the processor.</summary>
    /// <exception cref="InputException">It names no device.</exception>
    public static ComputeDevice Chosen =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? Parse(named, Variable)
        : Gpus.Usable.Count > 0 ? new ComputeDevice(DeviceType.CUDA, 0)
        : Cpu;

    /// <summary>The same in libtorch's words.</summary>
    public torch.Device Torch => Type == DeviceType.CUDA ? new torch.Device(Type, Index) : new torch.Device(Type);

    /// <summary>Reads <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
    /// <param name="text">The device's name.</param>
    /// <param name="where">The option or variable, for messages.</param>
    /// <exception cref="InputException">There is no such device on any machine.</exception>
    public static ComputeDevice Parse(string text, string where)
    {
        var parts = text.Split(':');
        if (parts[0] == "meta")
        {
            throw new InputException(
                "on the device meta tensors have shapes and no numbers, so nothing can be trained or answered there",
                where,
                "Take cpu or cuda."
            );
        }

        if (text == "cpu")
            return Cpu;
        if (text == "cuda")
            return new ComputeDevice(DeviceType.CUDA, 0);
        if (parts is ["cuda", var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return new ComputeDevice(DeviceType.CUDA, index);
        throw new InputException($"there is no device '{text}'", where, Known);
    }

    /// <summary>Sees that it is here.</summary>
    /// <param name="where">What named it, for messages.</param>
    /// <exception cref="InputException">This machine has no such GPU, or this libtorch cannot use it.</exception>
    public void Require(string where)
    {
        if (Type == DeviceType.CUDA)
            Gpus.Require(Index, $"{this}", where);
    }

    /// <summary>What the driver says of the GPU; null for the processor.</summary>
    public Gpu? Gpu => Type == DeviceType.CUDA ? Gpus.Present().ElementAtOrDefault(Index) : null;

    /// <summary>Bytes that are free there, for this process; null where that cannot be read.</summary>
    public double? FreeBytes() =>
        Type switch
        {
            DeviceType.CUDA => Gpu?.FreeBytes,
            DeviceType.CPU => FreeMemory.Bytes(),
            _ => null,
        };

    /// <summary>
    /// Bytes that it has in all: a GPU's memory, or what the machine has and its control group allows; null where that cannot be read.
    /// </summary>
    public double? TotalBytes() =>
        Type switch
        {
            DeviceType.CUDA => Gpu?.TotalBytes,
            DeviceType.CPU => FreeMemory.Total(),
            _ => null,
        };

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => Type == DeviceType.CUDA ? $"cuda:{Index}" : Type.ToString().ToLowerInvariant();
}
