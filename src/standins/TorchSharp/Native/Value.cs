using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>One argument or result of an operator; the native twin is <c>clt::Value</c> (src/native/torch/value.h).</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct Value
{
    [FieldOffset(0)] internal Tag Tag;
    [FieldOffset(4)] internal int Length;
    [FieldOffset(8)] internal long Integer;
    [FieldOffset(8)] internal double Real;
    [FieldOffset(8)] internal void* Pointer;
}
