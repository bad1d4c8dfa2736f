using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Neural networks.</summary>
    public static partial class nn
    {
        public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);

        public static ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

        public static ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);

        public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
            new(inputSize, outputSize, hasBias, device, dtype);

        public static Linear Linear(Parameter weight, Parameter? bias = null) => new(weight, bias);

        /// <summary>A table drawn from the standard normal distribution; the padding's row is 0 and stays so.</summary>
        /// <exception cref="NotSupportedException">A <paramref name="max_norm"/> is given.</exception>
        public static Embedding Embedding(
            long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2,
            bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
        {
            NoMaxNorm(max_norm);
            var weight = new Parameter(randn([num_embeddings, embedding_dims], dtype, device));
            if (padding_idx is not null)
            {
                using var _ = no_grad();
                using var row = weight.select(0, padding_idx.Value);
                row.zero_();
            }
            return new Embedding(weight, padding_idx, scale_grad_by_freq, sparse);
        }

        public static Embedding Embedding_from_pretrained(
            Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2,
            bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
        {
            NoMaxNorm(max_norm);
            using var table = embeddings.to(dtype ?? embeddings.dtype, device ?? embeddings.device);
            return new Embedding(new Parameter(table.detach(), !freeze), padding_idx, scale_grad_by_freq, sparse);
        }

        public static LayerNorm LayerNorm(
            long[] normalized_shape, double eps = 1e-5, bool elementwise_affine = true, bool bias = true,
            Device? device = null, ScalarType? dtype = null) => new(normalized_shape, eps, elementwise_affine, bias, device, dtype);

        public static LayerNorm LayerNorm(
            long normalized_shape, double eps = 1e-5, bool elementwise_affine = true, bool bias = true,
            Device? device = null, ScalarType? dtype = null) => new([normalized_shape], eps, elementwise_affine, bias, device, dtype);

        public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

        public static ReLU ReLU(bool inplace = false) => new(inplace);

        public static SiLU SiLU() => new(false);

        public static SiLU SiLU(bool inplace) => new(inplace);

        public static GELU GELU() => new(Modules.GELU.Approximate.none, false);

        public static GELU GELU(bool inplace) => new(Modules.GELU.Approximate.none, inplace);

        public static GELU GELU(GELU.Approximate approximate, bool inplace = false) => new(approximate, inplace);

        private static void NoMaxNorm(double? norm)
        {
            if (norm is not null)
                throw new NotSupportedException("max_norm of embeddings is not supported by this stand-in for TorchSharp");
        }
    }
}
