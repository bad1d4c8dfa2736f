using System.Globalization;
using System.Reflection;

namespace StandIns.Tests.Conformance;

/// <summary>Writes a member that other assemblies can see as one line of a listing; what they cannot see gives null.</summary>
internal static class MemberPrinter
{
    internal static string? Print(MemberInfo member) => member switch
    {
        ConstructorInfo { IsStatic: false } c when Seen(c) => $"ctor({Parameters(c)}){(c.IsFamily || c.IsFamilyOrAssembly ? " [protected]" : "")}",
        MethodInfo m when Seen(m) && !IsAccessor(m) => Method(m),
        PropertyInfo p when p.GetAccessors(true).Any(Seen) => Property(p),
        FieldInfo f when (f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly) && !f.IsSpecialName => Field(f),
        EventInfo e when e.AddMethod is { } add && Seen(add) => $"event {e.Name} -> {TypeNames.Of(e.EventHandlerType!)}",
        _ => null,
    };

    internal static bool Seen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static string Method(MethodInfo method)
    {
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeNames.Of))}>" : "";
        string marks = method.IsPublic ? "" : " [protected]";
        if (method.IsAbstract)
            marks += " [abstract]";
        else if (method.IsVirtual && !method.IsFinal)
            marks += " [virtual]";
        return $"{Static(method.IsStatic)}{method.Name}{generic}({Parameters(method)}) -> {TypeNames.Of(method.ReturnType)}{marks}";
    }

    private static string Property(PropertyInfo property)
    {
        bool get = property.GetMethod is { } getter && Seen(getter), set = property.SetMethod is { } setter && Seen(setter);
        string accessors = (get, set) switch
        {
            (true, true) => "{ get; set; }",
            (true, false) => "{ get; }",
            _ => "{ set; }",
        };
        var indices = property.GetIndexParameters();
        string index = indices.Length == 0 ? "" : $"[{string.Join(", ", indices.Select(Parameter))}]";
        bool isStatic = property.GetAccessors(true)[0].IsStatic;
        return $"{Static(isStatic)}{property.Name}{index} {accessors} -> {TypeNames.Of(property.PropertyType)}";
    }

    private static string Field(FieldInfo field)
    {
        if (field.DeclaringType!.IsEnum)
            return $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}";
        return $"{Static(field.IsStatic)}{field.Name} -> {TypeNames.Of(field.FieldType)}{(field.IsLiteral ? " = const" : "")}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string mode = !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : "ref ";
        if (parameter.IsDefined(typeof(ParamArrayAttribute)))
            mode = "params ";
        string text = $"{mode}{TypeNames.Of(parameter.ParameterType)} {parameter.Name}";
        return parameter.HasDefaultValue ? $"{text} = {Default(parameter.RawDefaultValue)}" : text;
    }

    private static string Default(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Static(bool isStatic) => isStatic ? "static " : "";
}
