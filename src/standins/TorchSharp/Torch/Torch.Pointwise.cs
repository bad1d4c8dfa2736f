namespace TorchSharp;

// The functions of Tensor.Pointwise with the tensor as an argument.
public static partial class torch
{
    public static Tensor abs(Tensor input) => input.abs();
    public static Tensor neg(Tensor input) => input.neg();
    public static Tensor ceil(Tensor input) => input.ceil();
    public static Tensor floor(Tensor input) => input.floor();
    public static Tensor round(Tensor input, long decimals = 0) => input.round(decimals);
    public static Tensor trunc(Tensor input) => input.trunc();
    public static Tensor frac(Tensor input) => input.frac();
    public static Tensor sign(Tensor input) => input.sign();
    public static Tensor sgn(Tensor input) => input.sgn();
    public static Tensor square(Tensor input) => input.square();
    public static Tensor sqrt(Tensor input) => input.sqrt();
    public static Tensor rsqrt(Tensor input) => input.rsqrt();
    public static Tensor reciprocal(Tensor input) => input.reciprocal();
    public static Tensor exp(Tensor input) => input.exp();
    public static Tensor exp2(Tensor input) => input.exp2();
    public static Tensor expm1(Tensor input) => input.expm1();
    public static Tensor log(Tensor input) => input.log();
    public static Tensor log1p(Tensor input) => input.log1p();
    public static Tensor log2(Tensor input) => input.log2();
    public static Tensor log10(Tensor input) => input.log10();
    public static Tensor sin(Tensor input) => input.sin();
    public static Tensor cos(Tensor input) => input.cos();
    public static Tensor tan(Tensor input) => input.tan();
    public static Tensor asin(Tensor input) => input.asin();
    public static Tensor acos(Tensor input) => input.acos();
    public static Tensor atan(Tensor input) => input.atan();
    public static Tensor sinh(Tensor input) => input.sinh();
    public static Tensor cosh(Tensor input) => input.cosh();
    public static Tensor tanh(Tensor input) => input.tanh();
    public static Tensor erf(Tensor input) => input.erf();
    public static Tensor erfc(Tensor input) => input.erfc();
    public static Tensor erfinv(Tensor input) => input.erfinv();
    public static Tensor lgamma(Tensor input) => input.lgamma();
    public static Tensor digamma(Tensor input) => input.digamma();
    public static Tensor sigmoid(Tensor input) => input.sigmoid();
    public static Tensor nan_to_num(Tensor input, double nan = 0, double? posinf = null, double? neginf = null) =>
        input.nan_to_num(nan, posinf, neginf);
    public static Tensor logit(Tensor input, double? eps = null) => input.logit(eps);
    public static Tensor bitwise_not(Tensor input) => input.bitwise_not();
    public static Tensor logical_not(Tensor input) => input.logical_not();
    public static Tensor negative(Tensor input) => input.negative();
    public static Tensor absolute(Tensor input) => input.absolute();
    public static Tensor positive(Tensor input) => input.positive();
    public static Tensor abs_(Tensor input) => input.abs_();
    public static Tensor neg_(Tensor input) => input.neg_();
    public static Tensor ceil_(Tensor input) => input.ceil_();
    public static Tensor floor_(Tensor input) => input.floor_();
    public static Tensor round_(Tensor input, long decimals = 0) => input.round_(decimals);
    public static Tensor trunc_(Tensor input) => input.trunc_();
    public static Tensor frac_(Tensor input) => input.frac_();
    public static Tensor sign_(Tensor input) => input.sign_();
    public static Tensor sqrt_(Tensor input) => input.sqrt_();
    public static Tensor rsqrt_(Tensor input) => input.rsqrt_();
    public static Tensor reciprocal_(Tensor input) => input.reciprocal_();
    public static Tensor exp_(Tensor input) => input.exp_();
    public static Tensor expm1_(Tensor input) => input.expm1_();
    public static Tensor log_(Tensor input) => input.log_();
    public static Tensor log1p_(Tensor input) => input.log1p_();
    public static Tensor log2_(Tensor input) => input.log2_();
    public static Tensor log10_(Tensor input) => input.log10_();
    public static Tensor sin_(Tensor input) => input.sin_();
    public static Tensor cos_(Tensor input) => input.cos_();
    public static Tensor tan_(Tensor input) => input.tan_();
    public static Tensor tanh_(Tensor input) => input.tanh_();
    public static Tensor erf_(Tensor input) => input.erf_();
    public static Tensor sigmoid_(Tensor input) => input.sigmoid_();
    public static Tensor nan_to_num_(Tensor input, double nan = 0, double? posinf = null, double? neginf = null) =>
        input.nan_to_num_(nan, posinf, neginf);
}
