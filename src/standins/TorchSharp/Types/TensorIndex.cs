namespace TorchSharp;

public static partial class torch
{
    /// <summary>One part of an index: a position, a slice, a new dimension, "all the rest", or a tensor of positions or a mask.</summary>
    public struct TensorIndex
    {
        internal enum Part
        {
            None,
            Position,
            Slice,
            Ellipsis,
            Bool,
            Tensor,
        }

        internal Part Kind { get; private init; }
        internal long? Start { get; private init; }
        internal long? Stop { get; private init; }
        internal long? Step { get; private init; }
        internal Tensor? Positions { get; private init; }

        /// <summary>A new dimension of length 1.</summary>
        public static readonly TensorIndex None = new() { Kind = Part.None };

        public static readonly TensorIndex Null = None;

        /// <summary>As many full slices as there are dimensions left.</summary>
        public static readonly TensorIndex Ellipsis = new() { Kind = Part.Ellipsis };

        /// <summary>A whole dimension.</summary>
        public static readonly TensorIndex Colon = new() { Kind = Part.Slice };

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { Kind = Part.Slice, Start = start, Stop = stop, Step = step };

        public static TensorIndex Slice((int?, int?) range) => Slice(range.Item1, range.Item2);

        public static TensorIndex Slice(Range range) =>
            Slice(
                range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value,
                !range.End.IsFromEnd ? range.End.Value : range.End.Value == 0 ? null : -range.End.Value);

        public static TensorIndex Bool(bool value) => new() { Kind = Part.Bool, Start = value ? 1 : 0 };

        public static TensorIndex Single(long? index) => index is null ? None : new() { Kind = Part.Position, Start = index };

        public static TensorIndex Tensor(Tensor tensor) => new() { Kind = Part.Tensor, Positions = tensor };

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex((int?, int?) range) => Slice(range);
    }
}
