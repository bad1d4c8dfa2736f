using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public long Dimensions => NativeMethods.clt_tensor_dim(Handle);

        public long ndim => Dimensions;

        public long dim() => Dimensions;

        public long NumberOfElements => NativeMethods.clt_tensor_numel(Handle);

        public long numel() => NumberOfElements;

        /// <summary>Bytes an element.</summary>
        public long ElementSize => NativeMethods.clt_tensor_element_size(Handle);

        public long element_size() => ElementSize;

        public ScalarType dtype => (ScalarType)NativeMethods.clt_tensor_dtype(Handle);

        public Device device => Device.Unpack(NativeMethods.clt_tensor_device(Handle));

        public DeviceType device_type => (DeviceType)(NativeMethods.clt_tensor_device(Handle) >> 32);

        public int device_index => device.index;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_sparse => NativeMethods.clt_tensor_is_sparse(Handle);

        public bool is_pinned() => NativeMethods.clt_tensor_is_pinned(Handle);

        public bool is_contiguous() => NativeMethods.clt_tensor_is_contiguous(Handle);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_complex() => torch.is_complex(dtype);

        public unsafe long[] shape
        {
            get
            {
                nint tensor = Handle;
                var sizes = new long[NativeMethods.clt_tensor_dim(tensor)];
                fixed (long* into = sizes)
                    NativeMethods.clt_tensor_sizes(tensor, into);
                GC.KeepAlive(this);
                return sizes;
            }
        }

        public long[] size() => shape;

        /// <summary>The length of one dimension; a negative one counts from the end.</summary>
        public long size(int dim) => shape[Wrap(dim)];

        /// <summary>The distance, in elements, between neighbours in each dimension.</summary>
        public unsafe long[] stride()
        {
            nint tensor = Handle;
            var strides = new long[NativeMethods.clt_tensor_dim(tensor)];
            fixed (long* into = strides)
                NativeError.Check(NativeMethods.clt_tensor_strides(tensor, into));
            GC.KeepAlive(this);
            return strides;
        }

        public long stride(int dim) => stride()[Wrap(dim)];

        public long storage_offset() => NativeMethods.clt_tensor_storage_offset(Handle);

        private int Wrap(int dim)
        {
            int count = (int)Dimensions;
            if (dim < -count || dim >= count)
                throw new IndexOutOfRangeException($"dimension {dim} of a tensor with {count} dimensions");
            return dim < 0 ? dim + count : dim;
        }
    }
}
