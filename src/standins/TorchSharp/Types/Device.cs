namespace TorchSharp;

public static partial class torch
{
    /// <summary>A device: its type and its index (-1 for "the current one").</summary>
    public class Device
    {
        public Device(DeviceType deviceType, int index = -1) =>
            (type, this.index) = (deviceType, index < 0 && deviceType == DeviceType.CUDA ? 0 : index);

        public Device(string deviceType, int index = -1)
            : this(ParseType(deviceType), index)
        {
        }

        /// <summary>From a description such as <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
        public Device(string description)
            : this(ParseType(description.Split(':')[0]), ParseIndex(description))
        {
        }

        /// <summary>The CUDA device of that index.</summary>
        public Device(int index)
            : this(DeviceType.CUDA, index)
        {
        }

        public DeviceType type { get; }

        public int index { get; }

        /// <summary>How the native side reads a device: type in the high half, index in the low half.</summary>
        internal long Packed => (long)type << 32 | (byte)(sbyte)index;

        internal static Device Unpack(long packed) => new((DeviceType)(packed >> 32), (sbyte)(byte)packed);

        public static implicit operator Device(string description) => new(description);

        public override string ToString()
        {
            string name = type.ToString().ToLowerInvariant();
            return index < 0 ? name : $"{name}:{index}";
        }

        private static DeviceType ParseType(string name) =>
            Enum.TryParse(name, ignoreCase: true, out DeviceType type) && !char.IsAsciiDigit(name[0])
                ? type
                : throw new ArgumentException($"'{name}' is no device: write cpu, cuda or cuda:0");

        private static int ParseIndex(string description)
        {
            int colon = description.IndexOf(':');
            if (colon < 0)
                return -1;
            return int.TryParse(description.AsSpan(colon + 1), out int index) && index is >= 0 and < 128
                ? index
                : throw new ArgumentException($"'{description}' has no valid device index");
        }
    }

    public static readonly Device CPU = new(DeviceType.CPU);
    public static readonly Device META = new(DeviceType.META);

    public static Device CUDA => new(DeviceType.CUDA);

    public static Device device(string description) => new(description);
    public static Device device(string deviceType, int index = -1) => new(deviceType, index);
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);
    public static Device device(int index) => new(index);
}
