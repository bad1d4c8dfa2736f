using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>Which managed type lies in memory as which element type.</summary>
internal static class ElementTypes
{
    private static readonly Dictionary<Type, ScalarType> ByType = new()
    {
        [typeof(bool)] = ScalarType.Bool,
        [typeof(byte)] = ScalarType.Byte,
        [typeof(sbyte)] = ScalarType.Int8,
        [typeof(short)] = ScalarType.Int16,
        [typeof(int)] = ScalarType.Int32,
        [typeof(long)] = ScalarType.Int64,
        [typeof(Half)] = ScalarType.Float16,
        [typeof(BFloat16)] = ScalarType.BFloat16,
        [typeof(float)] = ScalarType.Float32,
        [typeof(double)] = ScalarType.Float64,
    };

    internal static ScalarType Of<T>() => Of(typeof(T));

    internal static ScalarType Of(Type type) =>
        ByType.TryGetValue(type, out var found) ? found : throw new ArgumentException($"tensors hold no elements of type {type}");

    /// <summary>Whether elements of that type may be read as <typeparamref name="T"/>, bit by bit.</summary>
    internal static bool Fits<T>(ScalarType type) => ByType.TryGetValue(typeof(T), out var found) && found == type;

    /// <summary>Bytes an element.</summary>
    internal static int Size(ScalarType type) => type switch
    {
        ScalarType.Bool or ScalarType.Byte or ScalarType.Int8 => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.ComplexFloat64 => 16,
        _ => 8,
    };
}
