using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // A module's numbers by name, and their type and device.
        public partial class Module
        {
            /// <summary>The parameters and persistent buffers themselves, not copies, by their dotted names.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                string start = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach (var (name, parameter) in parameterTable.Entries)
                    destination.TryAdd(start + name, parameter);
                foreach (var (name, buffer) in bufferTable.Entries.Where(entry => !transientBuffers.Contains(entry.Name)))
                    destination.TryAdd(start + name, buffer);
                foreach (var (name, child) in named_children())
                    child.state_dict(destination, start + name);
                return destination;
            }

            /// <summary>Copies values into the parameters and buffers of the same names.</summary>
            /// <returns>The names that the source lacks, and those that the module lacks.</returns>
            /// <exception cref="InvalidOperationException">Names differ although <paramref name="strict"/> is asked for.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var own = state_dict();
                var missing = own.Keys.Where(name => !source.ContainsKey(name) && skip?.Contains(name) is not true).ToList();
                var unexpected = source.Keys.Where(name => !own.ContainsKey(name) && skip?.Contains(name) is not true).ToList();
                if (strict && missing.Count + unexpected.Count > 0)
                {
                    throw new InvalidOperationException(
                        $"The loaded state_dict is not identical to the target dictionary: missing [{string.Join(", ", missing)}], " +
                        $"unexpected [{string.Join(", ", unexpected)}].");
                }
                using (no_grad())
                {
                    foreach (var (name, tensor) in own.Where(e => source.ContainsKey(e.Key) && skip?.Contains(e.Key) is not true))
                        tensor.copy_(source[name]);
                }
                return (missing, unexpected);
            }

            // The tensors stay the same objects with the same gradient slots; only their memory changes.
            internal void Convert(ScalarType? type, Device? device, bool nonBlocking)
            {
                using var _ = no_grad();
                foreach (var tensor in parameters().Concat(buffers()).ToList())
                {
                    var wanted = type is not null && tensor.is_floating_point() ? type.Value : tensor.dtype;
                    Replace(tensor, wanted, device ?? tensor.device, nonBlocking);
                }
            }

            private static void Replace(Tensor tensor, ScalarType type, Device device, bool nonBlocking)
            {
                if (tensor.dtype == type && tensor.device.Packed == device.Packed)
                    return;
                using var gradient = tensor.grad;
                if (gradient is not null)
                    tensor.grad = null;
                using var moved = tensor.to(type, device, non_blocking: nonBlocking);
                NativeError.Check(NativeMethods.clt_tensor_set_data(tensor.Handle, moved.Handle));
                if (gradient is null)
                    return;
                using var movedGradient = gradient.to(type, device, copy: true, non_blocking: nonBlocking);
                tensor.grad = movedGradient;
            }
        }
    }
}
