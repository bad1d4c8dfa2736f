using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    private static ScalarType defaultType = ScalarType.Float32;
    private static Device defaultDevice = new(DeviceType.CPU);

    /// <summary>The version of the libtorch in use.</summary>
    public static unsafe string __version__ => Marshal.PtrToStringUTF8((nint)NativeMethods.clt_torch_version())!;

    /// <summary>Threads that one operator may use.</summary>
    public static int get_num_threads() => NativeMethods.clt_get_num_threads();

    public static void set_num_threads(int num) => NativeError.Check(NativeMethods.clt_set_num_threads(num));

    public static int get_num_interop_threads() => NativeMethods.clt_get_num_interop_threads();

    public static void set_num_interop_threads(int num) => NativeError.Check(NativeMethods.clt_set_num_interop_threads(num));

    /// <summary>The element type of tensors of reals that are made without naming one.</summary>
    public static ScalarType get_default_dtype() => defaultType;

    public static void set_default_dtype(ScalarType dtype) =>
        defaultType = is_floating_point(dtype) ? dtype : throw new ArgumentException("only a floating-point type can be the default");

    public static Device get_default_device() => defaultDevice;

    public static void set_default_device(Device device) => defaultDevice = device;

    public static void set_default_device(string device) => defaultDevice = new Device(device);

    /// <summary>Makes sure that a device of that type can be used, and returns it.</summary>
    public static Device InitializeDevice(Device? device)
    {
        device ??= defaultDevice;
        InitializeDeviceType(device.type);
        return device;
    }

    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
            throw new InvalidOperationException($"Torch device type {deviceType} did not initialise on the current machine.");
    }

    public static bool TryInitializeDeviceType(DeviceType deviceType) =>
        deviceType is DeviceType.CPU or DeviceType.META || (deviceType == DeviceType.CUDA && cuda.is_available());

    /// <summary>The NVIDIA devices that libtorch sees.</summary>
    public static class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static int device_count() => NativeMethods.clt_cuda_device_count();

        public static bool is_cudnn_available() => is_available() && NativeMethods.clt_cuda_has_cudnn();

        public static void manual_seed(long seed)
        {
            if (is_available())
                Seed(new Device(DeviceType.CUDA), seed);
        }

        public static void manual_seed_all(long seed)
        {
            for (int index = 0; index < device_count(); index++)
                Seed(new Device(DeviceType.CUDA, index), seed);
        }

        /// <summary>Waits until the device has finished everything that was asked of it.</summary>
        public static void synchronize(Device? device = null)
        {
            InitializeDeviceType(DeviceType.CUDA);
            NativeError.Check(NativeMethods.clt_cuda_synchronize(device?.index ?? 0));
        }

        private static void Seed(Device device, long seed)
        {
            nint generator = NativeMethods.clt_generator_default(device.Packed);
            NativeError.Check(generator != 0);
            NativeError.Check(NativeMethods.clt_generator_set_seed(generator, (ulong)seed));
            NativeMethods.clt_generator_free(generator);
        }
    }
}
