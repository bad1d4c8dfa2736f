using System.Runtime.CompilerServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // What stands between square brackets. Reading makes views where it can; writing goes into the tensor's own memory.
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => Assign([i1], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => Indexing.Get(this, [i1, i2]);
            set => Assign([i1, i2], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => Indexing.Get(this, [i1, i2, i3]);
            set => Assign([i1, i2, i3], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => Indexing.Get(this, [i1, i2, i3, i4]);
            set => Assign([i1, i2, i3, i4], value);
        }

        public Tensor index(params TensorIndex[] indices) => Indexing.Get(this, indices);

        /// <summary>One tensor of positions (or a mask) a dimension; a null takes the whole dimension.</summary>
        public Tensor index(params Tensor[] indices) => Op.Call("index.Tensor", this, indices);

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => Assign(indices, value);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false) => Assign(indices, value, accumulate);

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            Op.InPlace("index_put_", this, indices, value, accumulate);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var number = torch.full(Size.Empty.Shape, value, dtype, device);
            return Assign(indices, number);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices)
        {
            using var number = torch.full(Size.Empty.Shape, value, dtype, device);
            return index_put_(number, indices, false);
        }

        private Tensor Assign(ReadOnlySpan<TensorIndex> indices, Tensor value, bool accumulate = false)
        {
            Indexing.Set(this, indices, value, accumulate);
            return this;
        }
    }
}
