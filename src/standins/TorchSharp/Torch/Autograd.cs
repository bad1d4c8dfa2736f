using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Differentiation of tensors by tensors.</summary>
    public static unsafe partial class autograd
    {
        /// <summary>The derivatives of the outputs' weighted sum by each input; an unused input gives null if that is allowed.</summary>
        /// <param name="outputs">What is differentiated.</param>
        /// <param name="inputs">By what.</param>
        /// <param name="grad_outputs">Weights of the outputs' elements; ones (for scalars) when left out.</param>
        /// <param name="retain_graph">Keeps the graph for another pass.</param>
        /// <param name="create_graph">Makes the derivatives differentiable themselves.</param>
        /// <param name="allow_unused">Whether an input may have no influence on the outputs.</param>
        public static IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null,
            bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            nint[] from = Handles(outputs), to = Handles(inputs), weights = Handles(grad_outputs), found = new nint[inputs.Count];
            fixed (nint* o = from, i = to, w = weights, f = found)
            {
                NativeError.Check(NativeMethods.clt_autograd_grad(
                    o, from.Length, i, to.Length, w, weights.Length, retain_graph ? 1 : -1, create_graph, allow_unused, f));
            }
            KeepAlive(outputs, inputs, grad_outputs);
            return found.Select(handle => handle == 0 ? null! : new Tensor(handle)).ToList();
        }

        /// <summary>Adds the derivatives of the tensors' weighted sum to the gradients of the leaves (or of the given inputs).</summary>
        public static void backward(
            IList<Tensor> tensors, IList<Tensor>? grad_tensors = null,
            bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            nint[] roots = Handles(tensors), weights = Handles(grad_tensors), by = Handles(inputs);
            int retain = retain_graph is true ? 1 : -1;
            fixed (nint* r = roots, w = weights, b = by)
            {
                NativeError.Check(NativeMethods.clt_autograd_backward(
                    r, roots.Length, w, weights.Length, retain, create_graph, b, by.Length));
            }
            KeepAlive(tensors, grad_tensors, inputs);
        }

        private static nint[] Handles(IList<Tensor>? tensors) => tensors is null ? [] : tensors.Select(t => t?.Handle ?? 0).ToArray();

        private static void KeepAlive(params IList<Tensor>?[] lists)
        {
            foreach (var tensor in lists.Where(list => list is not null).SelectMany(list => list!))
                GC.KeepAlive(tensor);
        }
    }
}
