namespace Clt.Engine.Parameters;

/// <summary>Element types in which weights are kept and computed with.</summary>
public enum Dtype
{
    /// <summary>fp32, 4 bytes.</summary>
    Float32,

    /// <summary>bf16, 2 bytes: the range of fp32 with 8 bits of precision.</summary>
    BFloat16,

    /// <summary>fp16, 2 bytes: 11 bits of precision, largest number 65504.</summary>
    Float16,
}
