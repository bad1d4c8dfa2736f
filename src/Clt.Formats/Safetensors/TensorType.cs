namespace Clt.Formats.Safetensors;

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
