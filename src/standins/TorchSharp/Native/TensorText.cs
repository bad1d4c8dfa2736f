using System.Globalization;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>Writes a tensor's values in nested brackets; of long dimensions only both ends.</summary>
internal static class TensorText
{
    private const long Ends = 3;
    private const long Longest = 10;

    internal static string Write(Tensor values, ScalarType type, string format, CultureInfo culture, string newLine)
    {
        var text = new StringBuilder();
        long[] shape = values.shape;
        long position = 0;
        Write(0);
        return text.ToString();

        void Write(int dim)
        {
            if (dim == shape.Length)
            {
                text.Append(Element(values, position++, type, format, culture));
                return;
            }
            long inner = shape.Skip(dim + 1).Aggregate(1L, (product, length) => product * length);
            text.Append('[');
            for (long i = 0; i < shape[dim]; i++)
            {
                if (i > 0)
                    text.Append(dim == shape.Length - 1 ? ", " : "," + newLine);
                if (shape[dim] > Longest && i == Ends)
                {
                    long left = shape[dim] - (2 * Ends);
                    position += left * inner;
                    i += left;
                    text.Append("..., ");
                }
                Write(dim + 1);
            }
            text.Append(']');
        }
    }

    private static string Element(Tensor values, long position, ScalarType type, string format, CultureInfo culture) => type switch
    {
        ScalarType.Bool => values.ReadCpuInt64(position) != 0 ? "True" : "False",
        _ when is_floating_point(type) => values.ReadCpuDouble(position).ToString(format, culture),
        _ => values.ReadCpuInt64(position).ToString(culture),
    };
}
