namespace TorchSharp.Tests;

/// <summary>Functions of one element against .NET's own mathematics.</summary>
public class PointwiseTests
{
    private static readonly double[] Anywhere = [-2.5, -1, -0.5, 0, 0.5, 1, 2.5];
    private static readonly double[] Positive = [0.25, 0.5, 1, 2, 10];
    private static readonly double[] Inside = [-0.9, -0.5, 0, 0.5, 0.9];

    public static TheoryData<string, Func<Tensor, Tensor>, Func<double, double>, double[]> Functions => new()
    {
        { "abs", x => x.abs(), Math.Abs, Anywhere },
        { "neg", x => x.neg(), x => -x, Anywhere },
        { "ceil", x => x.ceil(), Math.Ceiling, Anywhere },
        { "floor", x => x.floor(), Math.Floor, Anywhere },
        { "round", x => x.round(), Math.Round, Anywhere },
        { "trunc", x => x.trunc(), Math.Truncate, Anywhere },
        { "frac", x => x.frac(), x => x - Math.Truncate(x), Anywhere },
        { "sign", x => x.sign(), x => Math.Sign(x), Anywhere },
        { "square", x => x.square(), x => x * x, Anywhere },
        { "exp", x => x.exp(), Math.Exp, Anywhere },
        { "exp2", x => x.exp2(), x => Math.Pow(2, x), Anywhere },
        { "expm1", x => x.expm1(), x => Math.Exp(x) - 1, Anywhere },
        { "sin", x => x.sin(), Math.Sin, Anywhere },
        { "cos", x => x.cos(), Math.Cos, Anywhere },
        { "tan", x => x.tan(), Math.Tan, Anywhere },
        { "atan", x => x.atan(), Math.Atan, Anywhere },
        { "sinh", x => x.sinh(), Math.Sinh, Anywhere },
        { "cosh", x => x.cosh(), Math.Cosh, Anywhere },
        { "tanh", x => x.tanh(), Math.Tanh, Anywhere },
        { "sigmoid", x => x.sigmoid(), x => 1 / (1 + Math.Exp(-x)), Anywhere },
        { "silu", x => x.silu(), x => x / (1 + Math.Exp(-x)), Anywhere },
        { "relu", x => x.relu(), x => Math.Max(x, 0), Anywhere },
        { "relu6", x => (x * 4).relu6(), x => Math.Clamp(x * 4, 0, 6), Anywhere },
        { "softplus", x => x.softplus(), x => Math.Log(1 + Math.Exp(x)), Anywhere },
        { "log_sigmoid", x => x.log_sigmoid(), x => -Math.Log(1 + Math.Exp(-x)), Anywhere },
        { "leaky_relu", x => x.leaky_relu(0.1), x => x < 0 ? 0.1 * x : x, Anywhere },
        { "elu", x => x.elu(), x => x < 0 ? Math.Exp(x) - 1 : x, Anywhere },
        { "gelu tanh", x => x.gelu(GELU.Approximate.tanh), TanhGelu, Anywhere },
        { "sqrt", x => x.sqrt(), Math.Sqrt, Positive },
        { "rsqrt", x => x.rsqrt(), x => 1 / Math.Sqrt(x), Positive },
        { "reciprocal", x => x.reciprocal(), x => 1 / x, Positive },
        { "log", x => x.log(), Math.Log, Positive },
        { "log2", x => x.log2(), Math.Log2, Positive },
        { "log10", x => x.log10(), Math.Log10, Positive },
        { "log1p", x => x.log1p(), x => Math.Log(1 + x), Positive },
        { "asin", x => x.asin(), Math.Asin, Inside },
        { "acos", x => x.acos(), Math.Acos, Inside },
        { "erf twice", x => x.erfinv().erf(), x => x, Inside },
        { "erfc", x => x.erf() + x.erfc(), _ => 1, Anywhere },
        { "clamp", x => x.clamp(-1, 1), x => Math.Clamp(x, -1, 1), Anywhere },
        { "clamp_min", x => x.clamp_min(0.1), x => Math.Max(x, 0.1), Anywhere },
        { "pow", x => x.pow(1.5), x => Math.Pow(x, 1.5), Positive },
        { "remainder", x => x.remainder(2), x => x - (2 * Math.Floor(x / 2)), Anywhere },
        { "fmod", x => x.fmod(2), x => x % 2, Anywhere },
        { "floor_divide", x => x.floor_divide(2), x => Math.Floor(x / 2), Anywhere },
        { "rsub", x => 3 - x, x => 3 - x, Anywhere },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_agrees_with_dotnets(string name, Func<Tensor, Tensor> function, Func<double, double> expected, double[] at)
    {
        using var scope = NewDisposeScope();
        var actual = function(tensor(at)).data<double>().ToArray();
        for (int i = 0; i < at.Length; i++)
            actual[i].ShouldBe(expected(at[i]), 1e-9, $"{name}({at[i]})");
    }

    public static TheoryData<string, Func<Tensor, Tensor>, Func<Tensor, Tensor>> InPlace => new()
    {
        { "abs_", x => x.abs_(), x => x.abs() },
        { "neg_", x => x.neg_(), x => x.neg() },
        { "exp_", x => x.exp_(), x => x.exp() },
        { "sqrt_", x => x.sqrt_(), x => x.sqrt() },
        { "rsqrt_", x => x.rsqrt_(), x => x.rsqrt() },
        { "log_", x => x.log_(), x => x.log() },
        { "tanh_", x => x.tanh_(), x => x.tanh() },
        { "sigmoid_", x => x.sigmoid_(), x => x.sigmoid() },
        { "relu_", x => x.relu_(), x => x.relu() },
        { "silu_", x => x.silu_(), x => x.silu() },
        { "floor_", x => x.floor_(), x => x.floor() },
        { "pow_", x => x.pow_(2), x => x.pow(2) },
        { "clamp_", x => x.clamp_(0.5, 1), x => x.clamp(0.5, 1) },
        { "addcmul_", x => x.addcmul_(x, x, 2), x => x.addcmul(x, x, 2) },
        { "addcdiv_", x => x.addcdiv_(x, x + 1, 2), x => x.addcdiv(x, x + 1, 2) },
        { "lerp_", x => x.lerp_(x * 3, tensor(0.5)), x => x.lerp(x * 3, tensor(0.5)) },
        { "remainder_", x => x.remainder_(0.7), x => x.remainder(0.7) },
        { "tril_", x => x.view(2, 2).tril_().view(-1), x => x.view(2, 2).tril().view(-1) },
    };

    [Theory]
    [MemberData(nameof(InPlace))]
    public void An_in_place_form_leaves_the_same_values_in_the_tensor(string name, Func<Tensor, Tensor> inPlace, Func<Tensor, Tensor> plain)
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 0.3, 0.9, 1.4, 2.2 });
        var expected = plain(x);
        inPlace(x).Equals(expected).ShouldBeTrue(name);
        x.Equals(expected).ShouldBeTrue(name);
    }

    [Fact]
    public void Static_forms_are_the_methods_by_another_name()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[,] { { 0.5, 1.5 }, { 2.5, 0.1 } });
        exp(x).Equals(x.exp()).ShouldBeTrue();
        sum(x).Equals(x.sum()).ShouldBeTrue();
        matmul(x, x).Equals(x.matmul(x)).ShouldBeTrue();
        logsumexp(x, 1).Equals(x.logsumexp(1)).ShouldBeTrue();
        maximum(x, x.t()).Equals(x.maximum(x.t())).ShouldBeTrue();
        argmax(x, 0).Equals(x.argmax(0)).ShouldBeTrue();
        unsqueeze(x, 0).Equals(x.unsqueeze(0)).ShouldBeTrue();
        index_select(x, 0, tensor(new[] { 1L })).Equals(x[1].unsqueeze(0)).ShouldBeTrue();
    }

    private static double TanhGelu(double x) => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))));
}
