using static Clt.Plugins.Sources.Files.Metadata.ThriftType;

namespace Clt.Plugins.Sources.Files.Metadata;

/// <summary>Structures of Parquet's metadata, by the numbers of their fields.</summary>
/// <remarks>Source: parquet.thrift of the Apache Parquet format, version 2.11.</remarks>
internal static class ParquetShapes
{
    private static readonly ThriftField Int = new(I32),
        Long = new(I64),
        Text = new(Binary),
        Truth = new(True),
        Empty = new(Struct, Shape: Shape("nothing"));

    private static readonly ThriftShape Statistics = Shape(
        "Statistics",
        (1, Text),
        (2, Text),
        (3, Long),
        (4, Long),
        (5, Text),
        (6, Text),
        (7, Truth),
        (8, Truth)
    );

    private static readonly ThriftShape Time = Shape(
        "TimeType",
        (1, Truth),
        (2, One(Shape("TimeUnit", (1, Empty), (2, Empty), (3, Empty))))
    );

    private static readonly ThriftShape LogicalType = Shape(
        "LogicalType",
        (1, Empty),
        (2, Empty),
        (3, Empty),
        (4, Empty),
        (5, One(Shape("DecimalType", (1, Int), (2, Int)))),
        (6, Empty),
        (7, One(Time)),
        (8, One(Time)),
        (10, One(Shape("IntType", (1, new(I8)), (2, Truth)))),
        (11, Empty),
        (12, Empty),
        (13, Empty),
        (14, Empty),
        (15, Empty)
    );

    private static readonly ThriftShape SchemaElement = Shape(
        "SchemaElement",
        (1, Int),
        (2, Int),
        (3, Int),
        (4, Text),
        (5, Int),
        (6, Int),
        (7, Int),
        (8, Int),
        (9, Int),
        (10, One(LogicalType))
    );

    private static readonly ThriftShape KeyValue = Shape("KeyValue", (1, Text), (2, Text));

    private static readonly ThriftShape ColumnMetaData = Shape(
        "ColumnMetaData",
        (1, Int),
        (2, new(List, I32)),
        (3, new(List, Binary)),
        (4, Int),
        (5, Long),
        (6, Long),
        (7, Long),
        (8, Many(KeyValue)),
        (9, Long),
        (10, Long),
        (11, Long),
        (12, One(Statistics)),
        (13, Many(Shape("PageEncodingStats", (1, Int), (2, Int), (3, Int)))),
        (14, Long),
        (15, Int),
        (16, One(Shape("SizeStatistics", (1, Long), (2, new(List, I64)), (3, new(List, I64)))))
    );

    private static readonly ThriftShape ColumnChunk = Shape(
        "ColumnChunk",
        (1, Text),
        (2, Long),
        (3, One(ColumnMetaData)),
        (4, Long),
        (5, Int),
        (6, Long),
        (7, Int),
        (8, new(Struct)),
        (9, Text)
    );

    private static readonly ThriftShape RowGroup = Shape(
        "RowGroup",
        (1, Many(ColumnChunk)),
        (2, Long),
        (3, Long),
        (4, Many(Shape("SortingColumn", (1, Int), (2, Truth), (3, Truth)))),
        (5, Long),
        (6, Long),
        (7, new(I16))
    );

    /// <summary>What stands at a file's end.</summary>
    public static readonly ThriftShape FileMetaData = Shape(
        "FileMetaData",
        (1, Int),
        (2, Many(SchemaElement)),
        (3, Long),
        (4, Many(RowGroup)),
        (5, Many(KeyValue)),
        (6, Text),
        (7, Many(Shape("ColumnOrder", (1, Empty)))),
        (8, new(Struct)),
        (9, Text)
    );

    /// <summary>What stands before each page.</summary>
    public static readonly ThriftShape PageHeader = Shape(
        "PageHeader",
        (1, Int),
        (2, Int),
        (3, Int),
        (4, Int),
        (5, One(Shape("DataPageHeader", (1, Int), (2, Int), (3, Int), (4, Int), (5, One(Statistics))))),
        (6, Empty),
        (7, One(Shape("DictionaryPageHeader", (1, Int), (2, Int), (3, Truth)))),
        (8, One(Shape("DataPageHeaderV2", (1, Int), (2, Int), (3, Int), (4, Int), (5, Int), (6, Int), (7, Truth), (8, One(Statistics)))))
    );

    private static ThriftField One(ThriftShape shape) => new(Struct, Shape: shape);

    private static ThriftField Many(ThriftShape shape) => new(List, Struct, shape);

    private static ThriftShape Shape(string name, params ReadOnlySpan<(int Field, ThriftField Type)> fields)
    {
        var all = new Dictionary<int, ThriftField>();
        foreach (var (field, type) in fields)
            all.Add(field, type);
        return new ThriftShape(name, all);
    }
}
