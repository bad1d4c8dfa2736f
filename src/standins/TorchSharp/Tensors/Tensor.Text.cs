using System.Globalization;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The type, device and shape.</summary>
        public override string ToString() => ToString(TensorStringStyle.Metadata);

        /// <summary>The values in nested brackets, with the metadata alone where that style is asked for.</summary>
        /// <param name="style">Anything but <see cref="TensorStringStyle.Metadata"/> gives the values.</param>
        /// <param name="fltFormat">The .NET format of real numbers.</param>
        /// <param name="width">Not used: lines are not broken inside of a row.</param>
        /// <param name="cultureInfo">The invariant culture unless given.</param>
        /// <param name="newLine">Between rows; a blank unless given.</param>
        public string ToString(
            TensorStringStyle style, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null)
        {
            if (style == TensorStringStyle.Metadata)
                return $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";
            using var local = detach();
            using var values = is_floating_point() ? local.to(ScalarType.Float64, CPU) : local.to(ScalarType.Int64, CPU);
            return TensorText.Write(values, dtype, fltFormat ?? "g5", cultureInfo ?? CultureInfo.InvariantCulture, newLine ?? " ");
        }
    }
}
