using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Clt.Kernels.Libtorch;

/// <summary>
/// A call of any of libtorch's operators through its dispatcher, autograd included: those that TorchSharp lacks. Arguments are given in the
/// order of the operator's schema, none left out. Operators with <c>Scalar</c> or <c>Generator</c> arguments cannot be called in libtorch
/// 2.10.
/// </summary>
/// <remarks>
/// Every handle and list on the stack is new and is freed by the call; results take the arguments' place, from the first on, and are ours.
/// </remarks>
internal unsafe ref struct TorchOperator
{
    private const int Capacity = 24;
    private static readonly ConcurrentDictionary<string, nint> Names = [];

    private fixed ulong _stack[Capacity];
    private readonly string _name;
    private readonly string _overload;
    private int _count;

    /// <param name="name">With its namespace: aten::_fused_rms_norm.</param>
    /// <param name="overload">Empty for the operator's only form.</param>
    internal TorchOperator(string name, string overload = "") => (_name, _overload) = (name, overload);

    internal void Add(Tensor tensor) => Push(NewHandle(tensor));

    internal void Add(double value) => Push(BitConverter.DoubleToUInt64Bits(value));

    internal void Add(long value) => Push((ulong)value);

    internal void Add(bool value) => Push(value ? 1UL : 0UL);

    internal void AddNone() => Push(0);

    /// <summary>An optional tensor.</summary>
    internal void AddOptional(Tensor? tensor) => Push(tensor is null ? 0 : Boxed(NewHandle(tensor)));

    /// <summary>An optional number.</summary>
    internal void AddOptional(double? value) => Push(value is { } number ? Boxed(BitConverter.DoubleToUInt64Bits(number)) : 0);

    /// <summary>An optional whole number.</summary>
    internal void AddOptional(long? value) => Push(value is { } number ? Boxed((ulong)number) : 0);

    internal void Add(ReadOnlySpan<long> values)
    {
        var list = NewList(values.Length);
        foreach (var value in values)
            TorchAbi.Check(TorchAbi.torch_list_push_back(list, (ulong)value), "a list");
        Push((ulong)list);
    }

    internal void Add(IReadOnlyList<Tensor> tensors)
    {
        var list = NewList(tensors.Count);
        foreach (var tensor in tensors)
            TorchAbi.Check(TorchAbi.torch_list_push_back(list, NewHandle(tensor)), "a list");
        Push((ulong)list);
    }

    /// <summary>Calls the operator.</summary>
    /// <param name="results">How many tensors it returns.</param>
    /// <exception cref="InvalidOperationException">libtorch refused.</exception>
    internal Tensor[] Call(int results)
    {
        fixed (ulong* stack = _stack)
        {
            var status = TorchAbi.torch_call_dispatcher((byte*)Text(_name), (byte*)Text(_overload), stack, TorchAbi.Version);
            TorchAbi.Check(status, $"the operator {_name}");
            var made = new Tensor[results];
            for (var i = 0; i < results; i++)
                made[i] = Tensor.UnsafeCreateTensor((nint)stack[i]);
            return made;
        }
    }

    private static ulong NewHandle(Tensor tensor) => (ulong)TensorMemory.NewHandle(tensor);

    private static nint NewList(int size)
    {
        nint list;
        TorchAbi.Check(TorchAbi.torch_new_list_reserve_size((nuint)size, &list), "a list");
        return list;
    }

    /// <summary>libtorch frees it with operator delete, which is free in glibc.</summary>
    private static ulong Boxed(ulong value)
    {
        var place = (ulong*)NativeMemory.Alloc(sizeof(ulong));
        *place = value;
        return (ulong)place;
    }

    private static nint Text(string name) => Names.GetOrAdd(name, Marshal.StringToCoTaskMemUTF8);

    private void Push(ulong value)
    {
        if (_count == Capacity)
            throw new InvalidOperationException($"{_name} takes more than {Capacity} arguments");
        _stack[_count++] = value;
    }
}
