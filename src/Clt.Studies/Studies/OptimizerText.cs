using Clt.Engine.Optimizers;

namespace Clt.Studies;

/// <summary>An optimiser as plans and cells' names have it.</summary>
internal static class OptimizerText
{
    public static string Of(OptimizerSettings settings) => settings switch
    {
        AdamWSettings a => FormattableString.Invariant($"AdamW({a.Beta1:R}, {a.Beta2:R}, {a.Epsilon:R})"),
        LionSettings l => FormattableString.Invariant($"Lion({l.Beta1:R}, {l.Beta2:R})"),
        AdafactorSettings f => $"Adafactor({(f.ScaleParameter ? "scaled" : "plain")})",
        SgdSettings s => FormattableString.Invariant($"SGD({s.Momentum:R}{(s.Nesterov ? ", nesterov" : "")})"),
        _ => throw new ArgumentOutOfRangeException(nameof(settings), settings, "An optimiser that recipes have no word for."),
    };
}
