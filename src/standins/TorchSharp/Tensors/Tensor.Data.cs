using System.Runtime.CompilerServices;
using TorchSharp.Native;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    // The elements themselves.
    public unsafe partial class Tensor
    {
        /// <summary>Access to the elements of a tensor on the CPU, in row order whatever the strides are.</summary>
        /// <exception cref="InvalidOperationException">The tensor is on another device.</exception>
        /// <exception cref="ArgumentException">Its elements are not of type <typeparamref name="T"/>.</exception>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            RequireCpu();
            if (!ElementTypes.Fits<T>(dtype))
                throw new ArgumentException($"{typeof(T).Name} is not compatible with {dtype}");
            return new TensorAccessor<T>(this);
        }

        /// <summary>The memory of a contiguous tensor on the CPU, at most 2 GiB of it (see <see cref="ReadBytesFromStream"/>).</summary>
        public Span<byte> bytes
        {
            get
            {
                RequireCpu();
                if (!is_contiguous())
                    throw new InvalidOperationException("Bytes() called on non-contiguous tensor.");
                return new Span<byte>(Data(), checked((int)(NumberOfElements * ElementSize)));
            }

            set
            {
                var target = bytes;
                if (value.Length != target.Length)
                    throw new ArgumentException($"the tensor has {target.Length} bytes, not {value.Length}");
                value.CopyTo(target);
            }
        }

        /// <summary>Fills the tensor with its bytes from a stream, of any length.</summary>
        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            byte* at = ContiguousData();
            for (long left = NumberOfElements * ElementSize; left > 0;)
            {
                int count = (int)Math.Min(left, 1 << 24);
                stream.ReadExactly(new Span<byte>(at, count));
                at += count;
                left -= count;
            }
            GC.KeepAlive(this);
        }

        /// <summary>Writes the tensor's bytes to a stream; of a copy where the memory is not contiguous.</summary>
        public void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            if (!is_contiguous())
            {
                using var copy = contiguous();
                copy.WriteBytesToStream(stream, bufferSize);
                return;
            }
            byte* at = ContiguousData();
            for (long left = NumberOfElements * ElementSize; left > 0;)
            {
                int count = (int)Math.Min(left, 1 << 24);
                stream.Write(new ReadOnlySpan<byte>(at, count));
                at += count;
                left -= count;
            }
            GC.KeepAlive(this);
        }

        /// <summary>The only element, from any device.</summary>
        public T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1)
                throw new InvalidOperationException("item() can only be called on tensors with a single element.");
            if (device_type != DeviceType.CPU)
            {
                using var local = cpu();
                return local.item<T>();
            }
            if (!ElementTypes.Fits<T>(dtype))
                throw new ArgumentException($"{typeof(T).Name} is not compatible with {dtype}");
            var value = Unsafe.ReadUnaligned<T>(Data());
            GC.KeepAlive(this);
            return value;
        }

        /// <summary>The element at a position in row order.</summary>
        public T ReadCpuValue<T>(long i) where T : unmanaged => data<T>().At(i);

        public bool ReadCpuBool(long i) => ReadCpuValue<bool>(i);
        public byte ReadCpuByte(long i) => ReadCpuValue<byte>(i);
        public sbyte ReadCpuSByte(long i) => ReadCpuValue<sbyte>(i);
        public short ReadCpuInt16(long i) => ReadCpuValue<short>(i);
        public int ReadCpuInt32(long i) => ReadCpuValue<int>(i);
        public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);
        public float ReadCpuFloat16(long i) => (float)ReadCpuValue<Half>(i);
        public float ReadCpuBFloat16(long i) => ReadCpuValue<BFloat16>(i).ToSingle();
        public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);
        public double ReadCpuDouble(long i) => ReadCpuValue<double>(i);

        /// <summary>The first element's address; null where the tensor is empty.</summary>
        internal void* Data() => NativeMethods.clt_tensor_data(Handle);

        private byte* ContiguousData()
        {
            RequireCpu();
            if (!is_contiguous())
                throw new InvalidOperationException("the tensor is not contiguous");
            return (byte*)Data();
        }

        private void RequireCpu()
        {
            if (device_type != DeviceType.CPU)
                throw new InvalidOperationException(
                    "Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
        }
    }
}
