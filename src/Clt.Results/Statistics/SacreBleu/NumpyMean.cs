using System.Numerics;

namespace Clt.Results.Statistics.SacreBleu;

/// <summary>numpy's mean: pairwise summation in the array's own precision, which shows in the last digits of single precision.</summary>
internal static class NumpyMean
{
    public static T Of<T>(ReadOnlySpan<T> values)
        where T : IBinaryFloatingPointIeee754<T> => Sum(values) / T.CreateChecked(values.Length);

    private static T Sum<T>(ReadOnlySpan<T> values)
        where T : IBinaryFloatingPointIeee754<T>
    {
        if (values.Length > 128)
        {
            var half = values.Length / 2;
            half -= half % 8;
            return Sum(values[..half]) + Sum(values[half..]);
        }

        var sum = T.Zero;
        var at = 0;
        if (values.Length >= 8)
        {
            var lanes = values[..8].ToArray();
            for (at = 8; at + 8 <= values.Length; at += 8)
            {
                for (var k = 0; k < 8; k++)
                    lanes[k] += values[at + k];
            }

            sum = ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
        }

        for (; at < values.Length; at++)
            sum += values[at];
        return sum;
    }
}
