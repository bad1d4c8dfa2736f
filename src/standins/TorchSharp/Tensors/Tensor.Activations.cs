using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Activation functions.
    public partial class Tensor
    {
        public Tensor gelu() => Op.Call("gelu", this);
        public Tensor gelu_() => Op.InPlace("gelu_", this);
        public Tensor leaky_relu(Scalar negative_slope) => Op.Call("leaky_relu", this, negative_slope);
        public Tensor leaky_relu_(Scalar negative_slope) => Op.InPlace("leaky_relu_", this, negative_slope);
        public Tensor elu(Scalar alpha, Scalar scale, Scalar input_scale) => Op.Call("elu", this, alpha, scale, input_scale);
        public Tensor elu(double alpha = 1) => Op.Call("elu", this, alpha);
        public Tensor softplus(double beta = 1, double threshold = 20) => Op.Call("softplus", this, beta, threshold);
        public Tensor hardtanh(Scalar min, Scalar max) => Op.Call("hardtanh", this, min, max);
        public Tensor hardswish() => Op.Call("hardswish", this);
        public Tensor log_sigmoid() => Op.Call("log_sigmoid", this);
        public Tensor glu(long dim = -1) => Op.Call("glu", this, dim);
    }
}
