namespace Clt.Formats.TensorBoard;

/// <summary>Events as TensorBoard reads them: the bytes of one record's data.</summary>
/// <remarks>Wall times are seconds since 1970. Records are framed by <see cref="EventFile"/>.</remarks>
public static class EventRecord
{
    /// <summary>The first record of a file.</summary>
    /// <param name="writer">The name of the program part that writes.</param>
    public static byte[] FileVersion(double wallTime, string writer) =>
        Head(wallTime, 0).Text(3, "brain.Event:2").Message(10, new ProtoWriter().Text(1, writer)).ToArray();

    /// <summary>A number in single precision, as the classic writers store it.</summary>
    public static byte[] Scalar(double wallTime, long step, string tag, float value) =>
        Summary(wallTime, step, new ProtoWriter().Text(1, tag).Float(2, value));

    /// <summary>A number as a tensor, in single or double precision.</summary>
    public static byte[] TensorScalar(double wallTime, long step, string tag, double value, bool singlePrecision = false)
    {
        var tensor = new ProtoWriter().Varint(1, singlePrecision ? 1u : 2u);
        if (singlePrecision)
            tensor.Floats(5, [(float)value]);
        else
            tensor.Doubles(6, [value]);
        return Summary(wallTime, step, new ProtoWriter().Text(1, tag).Message(8, tensor).Message(9, Plugin("scalars", [])));
    }

    /// <summary>A text, which TensorBoard shows as Markdown.</summary>
    public static byte[] Text(double wallTime, long step, string tag, string text)
    {
        var shape = new ProtoWriter().Message(2, new ProtoWriter().Varint(1, 1));
        var tensor = new ProtoWriter().Varint(1, 7).Message(2, shape).Text(8, text);
        return Summary(wallTime, step, new ProtoWriter().Text(1, tag).Message(8, tensor).Message(9, Plugin("text", [])));
    }

    public static byte[] Histogram(double wallTime, long step, string tag, Histogram histogram)
    {
        var message = new ProtoWriter();
        double[] numbers = [histogram.Min, histogram.Max, histogram.Count, histogram.Sum, histogram.SumOfSquares];
        // Fields that are zero are left out, as the format's third version has it.
        for (var i = 0; i < numbers.Length; i++)
            if (numbers[i] != 0)
                message.Double(i + 1, numbers[i]);
        message.Doubles(6, histogram.Limits).Doubles(7, histogram.Counts);
        return Summary(wallTime, step, new ProtoWriter().Text(1, tag).Message(5, message));
    }

    /// <summary>Data for a plugin of TensorBoard, such as hparams, in that plugin's own format.</summary>
    public static byte[] PluginData(double wallTime, long step, string tag, string plugin, ReadOnlySpan<byte> content) =>
        Summary(wallTime, step, new ProtoWriter().Text(1, tag).Message(9, Plugin(plugin, content)));

    private static ProtoWriter Head(double wallTime, long step)
    {
        var head = new ProtoWriter().Double(1, wallTime);
        return step == 0 ? head : head.Varint(2, (ulong)step);
    }

    private static byte[] Summary(double wallTime, long step, ProtoWriter value) =>
        Head(wallTime, step).Message(5, new ProtoWriter().Message(1, value)).ToArray();

    private static ProtoWriter Plugin(string name, ReadOnlySpan<byte> content)
    {
        var data = new ProtoWriter().Text(1, name);
        return new ProtoWriter().Message(1, content.IsEmpty ? data : data.Bytes(2, content));
    }
}
