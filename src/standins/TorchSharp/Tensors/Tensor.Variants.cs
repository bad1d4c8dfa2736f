using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Forms whose arguments need a word of translation before libtorch takes them.
    public partial class Tensor
    {
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1], keepdim, type);

        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) =>
            sum([dim0, dim1, dim2], keepdim, type);

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => Into(@out, Op.Call("amax", this, dims, keepdim));

        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amax(dims.ToArray(), keepdim, @out);

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => Into(@out, Op.Call("amin", this, dims, keepdim));

        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amin(dims.ToArray(), keepdim, @out);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(type, Op.Call("var.dim", this, dimensions, unbiased, keepdim));

        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var(dimensions.ToArray(), unbiased, keepdim, type);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var([dim], unbiased, keepdim, type);

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(type, Op.Call("std.dim", this, dimensions, unbiased, keepdim));

        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std(dimensions.ToArray(), unbiased, keepdim, type);

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std([dim], unbiased, keepdim, type);

        public Tensor norm(float p = 2) => Op.Call("norm.Scalar", this, p);

        public Tensor norm(int dim, bool keepdim = false, float p = 2) => Op.Call("norm.ScalarOpt_dim", this, p, dim, keepdim);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Op.Call2("sort.stable", this, stable, dim, descending);

        public Tensor count_nonzero(long[]? dims = null) =>
            dims is null ? Op.Call("count_nonzero", this) : Op.Call("count_nonzero.dim_IntList", this, dims);

        public Tensor squeeze(long? dim = null) => dim is null ? Op.Call("squeeze", this) : Op.Call("squeeze.dim", this, dim);

        public Tensor squeeze_(long? dim = null) =>
            dim is null ? Op.InPlace("squeeze_", this) : Op.InPlace("squeeze_.dim", this, dim);

        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());

        public Tensor roll(long shifts, long? dims = null) =>
            dims is null ? Op.Call("roll", this, shifts) : Op.Call("roll", this, shifts, dims);

        public Tensor roll(long[] shifts, long[] dims) => Op.Call("roll", this, shifts, dims);

        public Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => roll(shifts.ToArray(), dims.ToArray());

        public Tensor[] tensor_split(long size, long dim = 0) => Op.CallList("tensor_split.sections", this, size, dim);

        /// <summary>This tensor's elements where the condition holds, and those of <paramref name="y"/> elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) => Op.Call("where.self", condition, this, y);

        public Tensor slice(long dim, long start, long finish, long step) => Op.Call("slice.Tensor", this, dim, start, finish, step);

        public Tensor bincount(Tensor? weights, long minlength = 0) => Op.Call("bincount", this, weights, minlength);

        public Tensor gelu(Modules.GELU.Approximate approximate) => Op.Call("gelu", this, approximate.ToString());

        public Tensor gelu_(Modules.GELU.Approximate approximate) => Op.InPlace("gelu_", this, approximate.ToString());

        public Tensor fill_(Scalar value) => Op.InPlace("fill_.Scalar", this, value);

        public Tensor zero_() => Op.InPlace("zero_", this);

        public Tensor copy_(Tensor source, bool nonBlocking = false) => Op.InPlace("copy_", this, source, nonBlocking);

        public Tensor set_(Tensor source) => Op.InPlace("set_.source_Tensor", this, source);

        public Tensor random_(double from, double to, Generator? generator = null) =>
            Op.InPlace("random_.from", this, (long)from, (long)to, generator);

        private static Tensor As(ScalarType? type, Tensor result) => type is null || type == result.dtype ? result : result.to(type.Value);

        private static Tensor Into(Tensor? target, Tensor result)
        {
            if (target is null)
                return result;
            Op.Run("set_.source_Tensor", target, result);
            result.Dispose();
            return target;
        }
    }
}
