using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => NativeMethods.clt_tensor_requires_grad(Handle);
            set => NativeError.Check(NativeMethods.clt_tensor_set_requires_grad(Handle, value));
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public bool is_leaf => NativeMethods.clt_tensor_is_leaf(Handle);

        /// <summary>The gradient that backward passes summed up; null before the first.</summary>
        public Tensor? grad
        {
            get
            {
                nint gradient = NativeMethods.clt_tensor_grad(Handle);
                return gradient == 0 ? null : new Tensor(gradient);
            }
            set => NativeError.Check(NativeMethods.clt_tensor_set_grad(Handle, value?.Handle ?? 0));
        }

        /// <summary>Keeps the gradient of a tensor that is no leaf.</summary>
        public void retain_grad() => NativeError.Check(NativeMethods.clt_tensor_retain_grad(Handle));

        /// <summary>Adds this scalar's derivatives to the gradients of the leaves it was computed from.</summary>
        public void backward() => backward(grad_tensors: null);

        public void backward(
            IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }
}
