using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Clt.Libtorch;

/// <summary>Lifetimes of TorchSharp's objects: none is finalised while a native call reads its memory.</summary>
/// <remarks>
/// TorchSharp passes bare pointers to libtorch, and the last managed use of an object is often the reading of its pointer. A collection in
/// that moment finalises the object, which frees what libtorch still reads: mostly the <c>Scalar</c> that a number became in <c>x * 0.5</c>
/// or <c>a + b</c> (alpha). The call then throws, or computes with another number. So every method that calls libtorch keeps its
/// arguments, its locals and the tensors and scalars that it makes alive until it returns.
/// </remarks>
public static class Lifetimes
{
    /// <summary>Writes TorchSharp's assembly with the lifetimes extended.</summary>
    /// <param name="from">TorchSharp.dll as it is in its package.</param>
    /// <param name="to">The file to write.</param>
    /// <returns>How many methods were changed.</returns>
    /// <exception cref="PlacementException">No method of the assembly calls a native library.</exception>
    public static int Extend(string from, string to)
    {
        using var module = ModuleDefinition.ReadModule(from);
        var keepAlive = module.ImportReference(KeepAlive(module));
        var changed = 0;
        foreach (var method in module.GetTypes().SelectMany(t => t.Methods).Where(CallsNative))
        {
            Extend(method, keepAlive);
            ++changed;
        }

        if (changed == 0)
            throw new PlacementException($"{from} calls no native library: it is not the TorchSharp that this was written for.");
        // Its signature does not hold for other contents; .NET does not look at it.
        module.Attributes &= ~ModuleAttributes.StrongNameSigned;
        module.Write(to, new WriterParameters { DeterministicMvid = true });
        return changed;
    }

    /// <summary>GC.KeepAlive in the library that the assembly was compiled for.</summary>
    private static MethodReference KeepAlive(ModuleDefinition module)
    {
        var collector = new TypeReference("System", "GC", module, module.TypeSystem.CoreLibrary);
        var method = new MethodReference("KeepAlive", module.TypeSystem.Void, collector);
        method.Parameters.Add(new ParameterDefinition(module.TypeSystem.Object));
        return method;
    }

    private static bool CallsNative(MethodDefinition method) =>
        method.HasBody && method.Body.Instructions.Any(i => Called(i) is MethodDefinition { IsPInvokeImpl: true });

    private static MethodReference? Called(Instruction instruction) =>
        instruction.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj ? instruction.Operand as MethodReference : null;

    private static void Extend(MethodDefinition method, MethodReference keepAlive)
    {
        var body = method.Body;
        var kept = body.Variables.Where(v => IsObject(v.VariableType)).ToList();
        kept.AddRange(StoreTemporaries(body));
        body.InitLocals = true;
        var parameters = method.Parameters.Where(p => IsObject(p.ParameterType)).ToList();
        if (method.HasThis && !method.DeclaringType.IsValueType)
            parameters.Insert(0, body.ThisParameter);
        foreach (var end in body.Instructions.Where(i => i.OpCode == OpCodes.Ret).ToList())
        {
            // The return becomes the first of what is new: jumps and handlers that lead to it stay right.
            List<Instruction> loads =
            [
                .. parameters.Select(p => Instruction.Create(OpCodes.Ldarg, p)),
                .. kept.Select(v => Instruction.Create(OpCodes.Ldloc, v)),
            ];
            var last = end;
            foreach (var load in loads)
            {
                last.OpCode = load.OpCode;
                last.Operand = load.Operand;
                last = After(body, last, Instruction.Create(OpCodes.Call, keepAlive));
                last = After(body, last, Instruction.Create(OpCodes.Ret));
            }
        }
    }

    /// <summary>Keeps what calls return and nothing names: the scalar that a number became, a tensor between two operations.</summary>
    private static List<VariableDefinition> StoreTemporaries(MethodBody body)
    {
        var made = new List<VariableDefinition>();
        foreach (var call in body.Instructions.Where(i => Made(i) is not null).ToList())
        {
            var variable = new VariableDefinition(Made(call));
            body.Variables.Add(variable);
            made.Add(variable);
            After(body, After(body, call, Instruction.Create(OpCodes.Dup)), Instruction.Create(OpCodes.Stloc, variable));
        }

        return made;
    }

    /// <summary>The type of an object of TorchSharp's that an instruction makes; null where it makes none.</summary>
    private static TypeReference? Made(Instruction instruction)
    {
        if (Called(instruction) is not { } called)
            return null;
        var type = instruction.OpCode == OpCodes.Newobj ? called.DeclaringType : called.ReturnType;
        return type is TypeDefinition { IsValueType: false, HasGenericParameters: false } ? type : null;
    }

    private static bool IsObject(TypeReference type) =>
        !type.IsValueType
        && !type.IsByReference
        && !type.IsPointer
        && !type.IsFunctionPointer
        && !type.IsGenericParameter
        && !type.IsPinned;

    private static Instruction After(MethodBody body, Instruction place, Instruction added)
    {
        body.Instructions.Insert(body.Instructions.IndexOf(place) + 1, added);
        return added;
    }
}
