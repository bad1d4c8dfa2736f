namespace StandIns.Tests.Conformance;

/// <summary>Writes types the way the listings do: C# keywords, <c>T?</c> for nullables, nested types with dots.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(sbyte)] = "sbyte",
        [typeof(byte)] = "byte",
        [typeof(short)] = "short",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    internal static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out string? keyword))
            return keyword;
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsByRef || type.IsPointer)
            return Of(type.GetElementType()!) + (type.IsPointer ? "*" : "");
        if (type.IsArray)
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } inner && !type.IsGenericTypeDefinition)
            return Of(inner) + "?";
        string name = Path(type);
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>" : name;
    }

    // A type built over type parameters of its surroundings has no full name; the listings then write one outer type only.
    private static string Path(Type type)
    {
        string own = Plain(type.Name);
        if (type.DeclaringType is null)
            return type.Namespace is null ? own : $"{type.Namespace}.{own}";
        if (type.FullName is null)
            return $"{type.Namespace}.{Plain(type.DeclaringType.Name)}.{own}";
        return $"{Path(type.DeclaringType)}.{own}";
    }

    private static string Plain(string name) => name.Split('`')[0];
}
