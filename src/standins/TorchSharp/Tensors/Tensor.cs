using System.Diagnostics.CodeAnalysis;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// An array of numbers of one type on one device, with its place in the autograd graph. It owns one native handle
    /// (<c>at::Tensor*</c>), which goes with <see cref="Dispose()"/>, with the owning scope, or with the finalizer.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private static long totalCount, peakCount;

        private readonly LifetimeStatistics statistics;
        private nint handle;

        internal Tensor(nint handle)
        {
            this.handle = handle;
            var manager = DisposeScopeManager.Current;
            statistics = manager.Tensors;
            OwningDisposeScope = manager.Innermost;
            OwningDisposeScope?.Include(this);
            statistics.Created(inScope: OwningDisposeScope is not null);
            long count = Interlocked.Increment(ref totalCount);
            if (count > Volatile.Read(ref peakCount))
                Volatile.Write(ref peakCount, count);
        }

        ~Tensor() => Dispose(false);

        /// <summary>Tensors alive in the process.</summary>
        public static long TotalCount => Interlocked.Read(ref totalCount);

        /// <summary>The most tensors that were alive at once.</summary>
        public static long PeakCount => Math.Max(Volatile.Read(ref peakCount), TotalCount);

        /// <summary>The native <c>at::Tensor*</c>.</summary>
        /// <exception cref="InvalidOperationException">The tensor was disposed.</exception>
        public nint Handle => handle != 0 ? handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public bool IsInvalid => handle == 0;

        /// <summary>The scope that will dispose the tensor, if any.</summary>
        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>Takes ownership of an <c>at::Tensor*</c> that native code made.</summary>
        public static Tensor UnsafeCreateTensor(nint handle) =>
            handle != 0 ? new Tensor(handle) : throw new ArgumentException("the handle is empty", nameof(handle));

        /// <summary>Gives the native handle away: whoever holds it now must free it.</summary>
        public nint DecoupleFromNativeHandle()
        {
            GC.SuppressFinalize(this);
            nint given = Handle;
            Forget();
            return given;
        }

        /// <summary>Hands the tensor to the scope around its own; where there is none, no scope owns it any more.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Hands the tensor to another scope.</summary>
        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is null)
                other?.Attach(this);
            else
                OwningDisposeScope.MoveToOther(other, this);
            return this;
        }

        /// <summary>Hands the tensor to the scope that owns <paramref name="other"/>.</summary>
        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        /// <summary>No scope disposes the tensor any more.</summary>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            nint given = handle;
            if (given == 0)
                return;
            Forget();
            NativeMethods.clt_tensor_free(given);
        }

        public override bool Equals([NotNullWhen(true)] object? obj) => obj is Tensor other && Equals(other);

        /// <summary>Same type, shape and values; not whether they are the same object.</summary>
        public bool Equals(Tensor target) =>
            ReferenceEquals(this, target) || (dtype == target.dtype && Op.CallBool("equal", this, target));

        public override int GetHashCode() => handle.GetHashCode();

        private void Forget()
        {
            statistics.Disposed(inScope: OwningDisposeScope is not null);
            OwningDisposeScope?.MarkAsDisposed(this);
            OwningDisposeScope = null;
            handle = 0;
            Interlocked.Decrement(ref totalCount);
        }
    }
}
