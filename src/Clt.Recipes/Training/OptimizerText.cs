using Clt.Engine.Optimizers;

namespace Clt.Recipes.Training;

/// <summary>An optimiser as plans and cells' names have it.</summary>
internal static class OptimizerText
{
    public static string Of(OptimizerSettings settings) => settings switch
    {
        AdamWSettings a => FormattableString.Invariant($"AdamW({a.Beta1:R}, {a.Beta2:R}, {a.Epsilon:R}")
            + Also(a.AmsGrad, "AMSGrad") + Also(a.CoupledDecay, "coupled decay") + Also(!a.CorrectBias, "bias not corrected") + ")",
        LionSettings l => FormattableString.Invariant($"Lion({l.Beta1:R}, {l.Beta2:R})"),
        AdafactorSettings f => $"Adafactor({(f.ScaleParameter ? "scaled" : "plain")}" + Also(f.RelativeStep, "relative step")
            + Also(f.WarmupInit, "warm-up of it") + Also(f.Beta1 is not null, FormattableString.Invariant($"beta1 {f.Beta1:R}")) + ")",
        SgdSettings s => FormattableString.Invariant($"SGD({s.Momentum:R}{(s.Nesterov ? ", nesterov" : "")})"),
        MuonSettings m => FormattableString.Invariant($"Muon({m.Momentum:R}{(m.Nesterov ? ", nesterov" : "")})"),
        NAdamSettings n => FormattableString.Invariant($"NAdam({n.Beta1:R}, {n.Beta2:R})"),
        RAdamSettings r => FormattableString.Invariant($"RAdam({r.Beta1:R}, {r.Beta2:R})"),
        RmsPropSettings p => FormattableString.Invariant($"RMSprop({p.Alpha:R}, {p.Momentum:R})"),
        AdagradSettings => "Adagrad",
        AdadeltaSettings d => FormattableString.Invariant($"Adadelta({d.Rho:R})"),
        _ => throw new ArgumentOutOfRangeException(nameof(settings), settings, "An optimiser that recipes have no word for."),
    };

    /// <summary>What is not the default only, so that a cell's name stays when an optimiser learns something new.</summary>
    private static string Also(bool differs, string what) => differs ? $", {what}" : "";
}
