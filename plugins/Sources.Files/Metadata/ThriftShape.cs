namespace Clt.Plugins.Sources.Files.Metadata;

/// <summary>Types of Thrift's compact protocol, by their numbers; truths say in their type what they are.</summary>
internal enum ThriftType
{
    True = 1,
    False = 2,
    I8 = 3,
    I16 = 4,
    I32 = 5,
    I64 = 6,
    Double = 7,
    Binary = 8,
    List = 9,
    Set = 10,
    Map = 11,
    Struct = 12,
    Uuid = 13,
}

/// <summary>Structure of which the fields' types are known.</summary>
internal sealed record ThriftShape(string Name, IReadOnlyDictionary<int, ThriftField> Fields);

/// <summary>Type of a field.</summary>
/// <param name="Type">What it is; either truth stands for both.</param>
/// <param name="Element">Of a list's elements.</param>
/// <param name="Shape">Of the structure, or of the structures in the list.</param>
internal sealed record ThriftField(ThriftType Type, ThriftType? Element = null, ThriftShape? Shape = null)
{
    public bool Is(ThriftType type) => type == Type || (Type == ThriftType.True && type == ThriftType.False);
}
