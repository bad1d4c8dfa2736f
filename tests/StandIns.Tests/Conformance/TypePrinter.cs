using System.Reflection;

namespace StandIns.Tests.Conformance;

/// <summary>Writes the types of an assembly and their members as lines of a listing.</summary>
internal static class TypePrinter
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static IEnumerable<string> Print(IEnumerable<Type> types) => types.Where(Seen).SelectMany(Lines);

    private static IEnumerable<string> Lines(Type type)
    {
        string name = TypeNames.Of(type);
        yield return Header(type, name);
        foreach (var member in type.GetMembers(Declared).Where(member => member is not Type))
        {
            if (MemberPrinter.Print(member) is { } line)
                yield return $"{name}.{line}";
        }
    }

    private static string Header(Type type, string name)
    {
        var bases = type.GetInterfaces().Where(Seen).Select(TypeNames.Of).Order(StringComparer.Ordinal).ToList();
        if (type.BaseType is { } parent && !type.IsEnum && parent != typeof(object) && parent != typeof(ValueType))
            bases.Insert(0, TypeNames.Of(parent));
        return $"{name} [{Kind(type)}]{(bases.Count == 0 ? "" : " : " + string.Join(", ", bases))}";
    }

    private static string Kind(Type type)
    {
        if (type.IsEnum)
            return "enum";
        if (type.IsValueType)
            return "struct";
        if (type.IsInterface)
            return "interface";
        if (type.BaseType == typeof(MulticastDelegate))
            return "delegate";
        string mark = (type.IsAbstract, type.IsSealed) switch
        {
            (true, true) => "static ",
            (true, false) => "abstract ",
            (false, true) => "sealed ",
            _ => "",
        };
        return mark + "class";
    }

    // Nested types can be seen as far as every type around them can.
    private static bool Seen(Type type)
    {
        if (!type.IsNested)
            return type.IsPublic;
        return (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && Seen(type.DeclaringType!);
    }
}
