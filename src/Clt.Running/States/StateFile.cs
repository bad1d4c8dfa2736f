using Clt.Formats.Safetensors;

namespace Clt.Running.States;

/// <summary>
/// States of a layer on the disk: a safetensors file with their mean in fp32, and what differs from it in fp16, since states lie far from
/// zero by much more than they lie apart. Where fp16 cannot hold them they are fp32.
/// </summary>
internal static class StateFile
{
    private const string Mean = "mean";
    private const string States = "states";

    /// <summary>Writes them; the file is there whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full or read-only.</exception>
    public static void Write(string path, StateRows rows)
    {
        var (mean, centred) = (MeanOf(rows), (float[])rows.Values.Clone());
        for (var i = 0; i < centred.Length; i++)
            centred[i] -= mean[i % rows.Width];
        long[] shape = [rows.Count, rows.Width];
        var fits = centred.All(v => Math.Abs(v) <= (float)Half.MaxValue);
        SafetensorsWriter.Write(
            path,
            [
                TensorToWrite.Of(Mean, TensorType.F32, [rows.Width], mean),
                fits
                    ? TensorToWrite.Of(States, TensorType.F16, shape, Array.ConvertAll(centred, v => (Half)v))
                    : TensorToWrite.Of(States, TensorType.F32, shape, centred),
            ]
        );
    }

    /// <summary>Reads them; null where the file is not there, or was removed to make room.</summary>
    public static StateRows? Read(string path)
    {
        try
        {
            using var file = SafetensorsFile.Open(path);
            var (mean, values) = (file.Floats(Mean), file.Floats(States));
            for (var i = 0; i < values.Length; i++)
                values[i] += mean[i % mean.Length];
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
            return new StateRows(values, mean.Length);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or InputException)
        {
            return null;
        }
    }

    private static float[] MeanOf(StateRows rows)
    {
        var sums = new double[rows.Width];
        for (var i = 0; i < rows.Values.Length; i++)
            sums[i % rows.Width] += rows.Values[i];
        return Array.ConvertAll(sums, s => (float)(s / rows.Count));
    }
}
