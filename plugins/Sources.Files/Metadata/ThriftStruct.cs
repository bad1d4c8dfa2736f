namespace Clt.Plugins.Sources.Files.Metadata;

/// <summary>Thrift structure, read from its compact form by field number. Texts, doubles and truths are passed over.</summary>
internal sealed class ThriftStruct
{
    private readonly Dictionary<int, object> _fields = [];

    /// <summary>A whole number; null where the field is absent.</summary>
    public long? Number(int field) => _fields.TryGetValue(field, out var value) ? (long)value : null;

    /// <summary>A structure; null where the field is absent.</summary>
    public ThriftStruct? Struct(int field) => _fields.GetValueOrDefault(field) as ThriftStruct;

    /// <summary>Structures of a list; none where the field is absent.</summary>
    public IReadOnlyList<ThriftStruct> Structs(int field) => _fields.GetValueOrDefault(field) as IReadOnlyList<ThriftStruct> ?? [];

    public void Set(int field, object value) => _fields[field] = value;
}
