namespace Clt.Formats.Safetensors;

/// <summary>What element types are.</summary>
public static class TensorTypes
{
    /// <summary>Bytes of one element.</summary>
    public static int Size(this TensorType type) =>
        type switch
        {
            TensorType.F64 or TensorType.I64 or TensorType.U64 => 8,
            TensorType.F32 or TensorType.I32 or TensorType.U32 => 4,
            TensorType.F16 or TensorType.BF16 or TensorType.I16 or TensorType.U16 => 2,
            TensorType.I8 or TensorType.U8 or TensorType.BOOL => 1,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such element type."),
        };
}

/// <summary>Element types of the safetensors format that the engine reads and writes.</summary>
public enum TensorType
{
    F64,
    F32,
    F16,
    BF16,
    I64,
    I32,
    I16,
    I8,
    U64,
    U32,
    U16,
    U8,
    BOOL,
}
