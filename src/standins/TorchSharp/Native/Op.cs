using System.Collections.Concurrent;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>
/// Calls of libtorch's operators by name (<c>"add.Tensor"</c> is the overload <c>Tensor</c> of <c>aten::add</c>). Arguments
/// follow the operator's schema; those left out at the end take the schema's defaults.
/// </summary>
internal static unsafe class Op
{
    private const int StackWords = 128;
    private static readonly ConcurrentDictionary<string, nint> Found = new();

    /// <summary>The operator's only (or first) result.</summary>
    internal static Tensor Call(string name, params ReadOnlySpan<Arg> arguments)
    {
        Value result;
        Invoke(name, arguments, &result, 1);
        return Take(result);
    }

    internal static (Tensor, Tensor) Call2(string name, params ReadOnlySpan<Arg> arguments)
    {
        Value* results = stackalloc Value[2];
        Invoke(name, arguments, results, 2);
        return (Take(results[0]), Take(results[1]));
    }

    internal static (Tensor, Tensor, Tensor) Call3(string name, params ReadOnlySpan<Arg> arguments)
    {
        Value* results = stackalloc Value[3];
        Invoke(name, arguments, results, 3);
        return (Take(results[0]), Take(results[1]), Take(results[2]));
    }

    /// <summary>For operators whose result is a list of tensors.</summary>
    internal static Tensor[] CallList(string name, params ReadOnlySpan<Arg> arguments)
    {
        Value result;
        Invoke(name, arguments, &result, 1);
        var handles = new ReadOnlySpan<nint>(result.Pointer, result.Length);
        var tensors = new Tensor[handles.Length];
        for (int i = 0; i < tensors.Length; i++)
            tensors[i] = new Tensor(handles[i]);
        return tensors;
    }

    internal static bool CallBool(string name, params ReadOnlySpan<Arg> arguments)
    {
        Value result;
        Invoke(name, arguments, &result, 1);
        return result.Integer != 0;
    }

    /// <summary>For operators that change <paramref name="self"/> (their first argument), which is returned.</summary>
    internal static Tensor InPlace(string name, Tensor self, params ReadOnlySpan<Arg> rest)
    {
        Arg[]? many = null;
        switch (rest.Length)
        {
            case 0: Run(name, self); break;
            case 1: Run(name, self, rest[0]); break;
            case 2: Run(name, self, rest[0], rest[1]); break;
            default:
                many = [self, .. rest];
                Run(name, many);
                break;
        }
        return self;
    }

    /// <summary>For operators whose results nobody wants.</summary>
    internal static void Run(string name, params ReadOnlySpan<Arg> arguments) => Invoke(name, arguments, null, 0);

    private static Tensor Take(in Value value) => value.Tag == Tag.Tensor ? new Tensor((nint)value.Pointer) : null!;

    private static void Invoke(string name, ReadOnlySpan<Arg> arguments, Value* results, int capacity)
    {
        nint op = Found.TryGetValue(name, out nint known) ? known : Find(name);
        int words = 0;
        foreach (ref readonly Arg argument in arguments)
            words += argument.Words;
        Span<long> memory = words <= StackWords ? stackalloc long[StackWords] : GC.AllocateUninitializedArray<long>(words, pinned: true);
        Value* values = stackalloc Value[arguments.Length];
        int given;
        fixed (long* start = memory)
        {
            long* cursor = start;
            for (int i = 0; i < arguments.Length; i++)
            {
                arguments[i].Write(values + i, cursor);
                cursor += arguments[i].Words;
            }
            given = NativeMethods.clt_op_call(op, values, arguments.Length, results, capacity);
        }
        foreach (ref readonly Arg argument in arguments)
            argument.KeepAlive();
        if (given < 0)
            throw NativeError.Last();
    }

    internal static nint Find(string name)
    {
        int dot = name.IndexOf('.');
        string overload = dot < 0 ? "" : name[(dot + 1)..];
        byte[] wanted = Encoding.UTF8.GetBytes($"aten::{(dot < 0 ? name : name[..dot])}\0");
        byte[] variant = Encoding.UTF8.GetBytes(overload + '\0');
        fixed (byte* first = wanted, second = variant)
        {
            nint op = NativeMethods.clt_op_find(first, second);
            if (op == 0)
                throw NativeError.Last();
            return Found.GetOrAdd(name, op);
        }
    }
}
