using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Functions of one element at a time, and their in-place forms.
    public partial class Tensor
    {
        public Tensor abs() => Op.Call("abs", this);
        public Tensor neg() => Op.Call("neg", this);
        public Tensor ceil() => Op.Call("ceil", this);
        public Tensor floor() => Op.Call("floor", this);
        public Tensor round(long decimals = 0) => Op.Call("round.decimals", this, decimals);
        public Tensor trunc() => Op.Call("trunc", this);
        public Tensor frac() => Op.Call("frac", this);
        public Tensor sign() => Op.Call("sign", this);
        public Tensor sgn() => Op.Call("sgn", this);
        public Tensor square() => Op.Call("square", this);
        public Tensor sqrt() => Op.Call("sqrt", this);
        public Tensor rsqrt() => Op.Call("rsqrt", this);
        public Tensor reciprocal() => Op.Call("reciprocal", this);
        public Tensor exp() => Op.Call("exp", this);
        public Tensor exp2() => Op.Call("exp2", this);
        public Tensor expm1() => Op.Call("expm1", this);
        public Tensor log() => Op.Call("log", this);
        public Tensor log1p() => Op.Call("log1p", this);
        public Tensor log2() => Op.Call("log2", this);
        public Tensor log10() => Op.Call("log10", this);
        public Tensor sin() => Op.Call("sin", this);
        public Tensor cos() => Op.Call("cos", this);
        public Tensor tan() => Op.Call("tan", this);
        public Tensor asin() => Op.Call("asin", this);
        public Tensor acos() => Op.Call("acos", this);
        public Tensor atan() => Op.Call("atan", this);
        public Tensor sinh() => Op.Call("sinh", this);
        public Tensor cosh() => Op.Call("cosh", this);
        public Tensor tanh() => Op.Call("tanh", this);
        public Tensor erf() => Op.Call("erf", this);
        public Tensor erfc() => Op.Call("erfc", this);
        public Tensor erfinv() => Op.Call("erfinv", this);
        public Tensor lgamma() => Op.Call("lgamma", this);
        public Tensor digamma() => Op.Call("digamma", this);
        public Tensor sigmoid() => Op.Call("sigmoid", this);
        public Tensor relu() => Op.Call("relu", this);
        public Tensor relu6() => Op.Call("relu6", this);
        public Tensor silu() => Op.Call("silu", this);
        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) =>
            Op.Call("nan_to_num", this, nan, posinf, neginf);
        public Tensor logit(double? eps = null) => Op.Call("logit", this, eps);
        public Tensor bitwise_not() => Op.Call("bitwise_not", this);
        public Tensor logical_not() => Op.Call("logical_not", this);
        public Tensor negative() => Op.Call("negative", this);
        public Tensor absolute() => Op.Call("absolute", this);
        public Tensor positive() => Op.Call("positive", this);
        public Tensor abs_() => Op.InPlace("abs_", this);
        public Tensor neg_() => Op.InPlace("neg_", this);
        public Tensor ceil_() => Op.InPlace("ceil_", this);
        public Tensor floor_() => Op.InPlace("floor_", this);
        public Tensor round_(long decimals = 0) => Op.InPlace("round_.decimals", this, decimals);
        public Tensor trunc_() => Op.InPlace("trunc_", this);
        public Tensor frac_() => Op.InPlace("frac_", this);
        public Tensor sign_() => Op.InPlace("sign_", this);
        public Tensor sqrt_() => Op.InPlace("sqrt_", this);
        public Tensor rsqrt_() => Op.InPlace("rsqrt_", this);
        public Tensor reciprocal_() => Op.InPlace("reciprocal_", this);
        public Tensor exp_() => Op.InPlace("exp_", this);
        public Tensor expm1_() => Op.InPlace("expm1_", this);
        public Tensor log_() => Op.InPlace("log_", this);
        public Tensor log1p_() => Op.InPlace("log1p_", this);
        public Tensor log2_() => Op.InPlace("log2_", this);
        public Tensor log10_() => Op.InPlace("log10_", this);
        public Tensor sin_() => Op.InPlace("sin_", this);
        public Tensor cos_() => Op.InPlace("cos_", this);
        public Tensor tan_() => Op.InPlace("tan_", this);
        public Tensor tanh_() => Op.InPlace("tanh_", this);
        public Tensor erf_() => Op.InPlace("erf_", this);
        public Tensor sigmoid_() => Op.InPlace("sigmoid_", this);
        public Tensor relu_() => Op.InPlace("relu_", this);
        public Tensor silu_() => Op.InPlace("silu_", this);
        public Tensor nan_to_num_(double nan = 0, double? posinf = null, double? neginf = null) =>
            Op.InPlace("nan_to_num_", this, nan, posinf, neginf);
        public Tensor logical_not_() => Op.InPlace("logical_not_", this);
    }
}
