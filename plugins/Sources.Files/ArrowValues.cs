using System.Globalization;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Arrays;
using Apache.Arrow.Types;

namespace Clt.Plugins.Sources.Files;

/// <summary>Texts of the values of Arrow arrays, as JSON has them. Bytes that are no text (pictures, sound) have none.</summary>
internal static class ArrowValues
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Adds what stands in one place of an array: one text, or one a path below for nested values; none for null.</summary>
    /// <param name="place">Of the row, for messages.</param>
    /// <exception cref="InputException">It is of a kind that has no text, or a text is not UTF-8.</exception>
    public static void Flatten(IArrowArray array, int at, string path, Dictionary<string, string> values, string place)
    {
        if (array.IsNull(at))
            return;
        if (Single(array, at, path, place) is { } text)
        {
            values[path] = text;
            return;
        }

        switch (array)
        {
            case BinaryArray or LargeBinaryArray or BinaryViewArray or FixedSizeBinaryArray:
                break;
            case ExtensionArray extension:
                Flatten(extension.Storage, at, path, values, place);
                break;
            case DictionaryArray coded:
                Flatten(coded.Dictionary, Index(coded.Indices, at), path, values, place);
                break;
            case RunEndEncodedArray runs:
                Flatten(runs.Values, runs.FindPhysicalIndex(at), path, values, place);
                break;
            case StructArray record:
                for (var i = 0; i < record.Fields.Count; i++)
                    Flatten(record.Fields[i], at, $"{path}.{NameOf(record, i)}", values, place);
                break;
            case MapArray map:
                Entries((StructArray)map.GetSlicedValues(at), path, values, place);
                break;
            default:
                if (Items(array, at) is not { } items)
                    throw Unknown(array, path, place);
                for (var i = 0; i < items.Length; i++)
                    Flatten(items, i, $"{path}.{i}", values, place);
                break;
        }
    }

    /// <summary>The text of a value that is not nested; null for others.</summary>
    private static string? Single(IArrowArray array, int at, string path, string place) =>
        array switch
        {
            StringArray texts => Text(texts.GetBytes(at), path, place),
            LargeStringArray texts => Text(texts.GetBytes(at), path, place),
            StringViewArray texts => Text(texts.GetBytes(at), path, place),
            BooleanArray truths => truths.GetValue(at) == true ? "true" : "false",
            Date32Array days => Text(days.GetDateOnly(at)),
            Date64Array days => Text(days.GetDateOnly(at)),
            TimestampArray times => Time(times, at),
            Time32Array times => Text(times.GetTime(at)),
            Time64Array times => Text(times.GetTime(at)),
            DurationArray spans => Text(spans.GetTimeSpan(at)),
            Decimal32Array numbers => Text(numbers.GetValue(at)),
            Decimal64Array numbers => Text(numbers.GetValue(at)),
            Decimal128Array numbers => numbers.GetString(at),
            Decimal256Array numbers => numbers.GetString(at),
            _ => Number(array, at) is { } number ? Text(number) : null,
        };

    private static IFormattable? Number(IArrowArray array, int at) =>
        array switch
        {
            Int8Array numbers => numbers.GetValue(at),
            Int16Array numbers => numbers.GetValue(at),
            Int32Array numbers => numbers.GetValue(at),
            Int64Array numbers => numbers.GetValue(at),
            UInt8Array numbers => numbers.GetValue(at),
            UInt16Array numbers => numbers.GetValue(at),
            UInt32Array numbers => numbers.GetValue(at),
            UInt64Array numbers => numbers.GetValue(at),
            HalfFloatArray numbers => numbers.GetValue(at),
            FloatArray numbers => numbers.GetValue(at),
            DoubleArray numbers => numbers.GetValue(at),
            _ => null,
        };

    private static IArrowArray? Items(IArrowArray array, int at) =>
        array switch
        {
            ListArray lists => lists.GetSlicedValues(at),
            LargeListArray lists => lists.GetSlicedValues(at),
            ListViewArray lists => lists.GetSlicedValues(at),
            LargeListViewArray lists => lists.GetSlicedValues(at),
            FixedSizeListArray lists => lists.GetSlicedValues(at),
            _ => null,
        };

    private static void Entries(StructArray entries, string path, Dictionary<string, string> values, string place)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            if (Single(entries.Fields[0], i, path, place) is not { } key)
                throw Unknown(entries.Fields[0], path, place);
            Flatten(entries.Fields[1], i, $"{path}.{key}", values, place);
        }
    }

    private static string NameOf(StructArray record, int field) => ((StructType)record.Data.DataType).Fields[field].Name;

    private static int Index(IArrowArray indices, int at) => Convert.ToInt32(Number(indices, at), CultureInfo.InvariantCulture);

    private static string? Text(IFormattable? value) =>
        value?.ToString(value is DateOnly or TimeOnly ? "O" : null, CultureInfo.InvariantCulture);

    /// <summary>ISO 8601; in UTC where the column has a time zone.</summary>
    private static string? Time(TimestampArray times, int at)
    {
        var isPlaced = !string.IsNullOrEmpty(((TimestampType)times.Data.DataType).Timezone);
        var time = times.GetTimestamp(at)?.UtcDateTime;
        var shown = isPlaced || time is null ? time : DateTime.SpecifyKind(time.Value, DateTimeKind.Unspecified);
        return shown?.ToString("O", CultureInfo.InvariantCulture);
    }

    private static string Text(ReadOnlySpan<byte> bytes, string path, string place)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new InputException($"the text '{path}' is not UTF-8", place, "Write the file anew from texts that are.", e);
        }
    }

    private static InputException Unknown(IArrowArray array, string path, string place) =>
        new(
            $"the column '{path}' has values of Arrow's kind {array.Data.DataType.Name}, which is not read",
            place,
            "Convert the file to JSONL, or leave the column out of it."
        );
}
