namespace TorchSharp.Native;

/// <summary>What a <see cref="Value"/> holds; the numbers are those of <c>clt::Tag</c>.</summary>
internal enum Tag
{
    Default = 0,
    None = 1,
    Tensor = 2,
    Int = 3,
    Double = 4,
    Bool = 5,
    IntList = 6,
    TensorList = 7,
    String = 8,
    Generator = 9,
    Device = 10,
    DoubleList = 11,
}
