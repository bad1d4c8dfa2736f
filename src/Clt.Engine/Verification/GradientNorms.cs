using Clt.Engine.Parameters;
using Clt.Kernels;

namespace Clt.Engine.Verification;

/// <summary>Gradient norms by the names that files have, where the engine holds several of their tensors in one parameter.</summary>
internal static class GradientNorms
{
    /// <summary>The norm over the rows of a parameter that are this tensor of the file; NaN where the model has none of that name.</summary>
    public static double Of(FlatParameters parameters, string fileName)
    {
        var spec = parameters.Specs.FirstOrDefault(s => s.Parts.Any(p => p.FileName == fileName));
        if (spec is null) return double.NaN;
        var start = spec.Parts.TakeWhile(p => p.FileName != fileName).Sum(p => p.Rows);
        return HostValues.Scalar<float>(parameters.Gradient(spec.Name).narrow(0, start, spec.Parts.First(p => p.FileName == fileName).Rows).norm());
    }
}
