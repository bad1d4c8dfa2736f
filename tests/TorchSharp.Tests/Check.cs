namespace TorchSharp.Tests;

/// <summary>Comparisons that show both sides when they fail.</summary>
internal static class Check
{
    internal static float[] Floats(Tensor tensor)
    {
        using var local = tensor.to(ScalarType.Float32, CPU, copy: true);
        return local.data<float>().ToArray();
    }

    internal static void Holds(Tensor tensor, params float[] expected)
    {
        float[] actual = Floats(tensor);
        actual.Length.ShouldBe(expected.Length);
        for (int i = 0; i < actual.Length; i++)
            actual[i].ShouldBe(expected[i], 1e-5f, $"element {i} of [{string.Join(", ", actual)}]");
    }

    internal static void Shape(Tensor tensor, params long[] expected) => tensor.shape.ShouldBe(expected);
}
