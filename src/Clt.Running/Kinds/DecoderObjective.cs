using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Parameters;
using Clt.Recipes.Objectives;

namespace Clt.Running.Kinds;

/// <summary>Makes what a decoder minimises, with the other models that it needs.</summary>
/// <param name="start">The base, and how the model begins.</param>
/// <param name="learning">What it learns by.</param>
/// <param name="reader">For the examples that are kept.</param>
internal sealed class DecoderObjective(ModelStart start, Learning learning, ExampleTokenizer reader)
{
    /// <exception cref="InputException">A model is damaged, or they do not fit each other.</exception>
    public IObjective Make()
    {
        IObjective? made = null;
        start.Begin(Load).FillOrDispose(model => made = Of(learning.Objective, model));
        return made!;
    }

    private IObjective Of(ObjectiveSpec spec, LanguageModel model) => spec switch
    {
        CrossEntropySpec plain => new CausalLanguageModelling(model) { LabelSmoothing = plain.LabelSmoothing, ProbabilityWeighted = plain.Dft },
        DistilSpec distil => Beside(() => Load(learning.Teacher!), teacher => new Distillation(model, teacher, distil.Settings)),
        DpoSpec { Reference: true } dpo =>
            Beside(() => start.AsItIs(Load), reference => new PreferenceOptimization(model, reference, dpo.Settings)),
        DpoSpec dpo => new PreferenceOptimization(model, null, dpo.Settings),
        EwcSpec ewc => Keeping(ewc, model),
        RDropSpec both => new RDropLanguageModelling(model, both.Alpha),
        _ => throw new ArgumentOutOfRangeException(nameof(spec), spec.GetType().Name, "An objective that decoders do not know."),
    };

    private IObjective Keeping(EwcSpec ewc, LanguageModel model)
    {
        // Not disposed of, since the model is not its own.
        var known = new CausalLanguageModelling(model);
        var fisher = FisherInformation.Diagonal(known, reader.Tokenize(learning.Keep()), learning.Cancel);
        return new ElasticWeightConsolidation(Of(ewc.Within, model), fisher, ewc.Strength);
    }

    private static IObjective Beside(Func<LanguageModel> load, Func<LanguageModel, IObjective> make)
    {
        IObjective? made = null;
        load().FillOrDispose(model => made = make(model));
        return made!;
    }

    private LanguageModel Load(string folder) => LanguageModel.Load(folder, start.Families, start.Dtype);
}
