using Clt.Engine.Adapters;
using Clt.Engine.Models;
using Clt.Engine.Parameters;
using static TorchSharp.torch;

namespace Clt.Recipes.Models;

/// <summary>
/// Which of the model's own weights stay as they are, are made afresh, or are trained at other rates. Patterns are those of
/// <see cref="ParameterPattern"/>: <c>layers.0</c>, <c>embedding</c>, <c>*norm*</c>.
/// </summary>
public sealed record WeightRules
{
    /// <summary>All weights are trained alike.</summary>
    internal static WeightRules None { get; } = new();

    public IReadOnlyList<string> Frozen { get; init; } = [];

    /// <summary>Trained though a pattern of <see cref="Frozen"/> names them.</summary>
    public IReadOnlyList<string> Thawed { get; init; } = [];

    /// <summary>Made afresh before training.</summary>
    public IReadOnlyList<string> Renewed { get; init; } = [];

    /// <summary>
    /// Of which each language of a stream has a copy of its own: a stage begins with the base's, and a language is tested with those of the
    /// last stage that trained it.
    /// </summary>
    public IReadOnlyList<string> Own { get; init; } = [];

    /// <summary>The same of an adapter: each language has one of its own, on weights that all share.</summary>
    public bool OwnAdapter { get; init; }

    /// <summary>The model's own weights are trained beside an adapter; else they stay as they are.</summary>
    public bool WithBase { get; init; }

    /// <summary>What the learning rate is multiplied with.</summary>
    public IReadOnlyList<(string Pattern, double Factor)> Rates { get; init; } = [];

    /// <summary>The rate of a layer over that of the layer above it, in (0, 1]; embeddings count as the lowest layer.</summary>
    public double LayerDecay { get; init; } = 1;

    /// <summary>Whether each language has weights of its own.</summary>
    internal bool HasOwn => Own.Count > 0 || OwnAdapter;

    internal bool IsEmpty => LeavesModel && !OwnAdapter && !WithBase;

    /// <summary>Whether they say nothing of the model's own weights but whether an adapter is trained alone.</summary>
    internal bool LeavesModel => Frozen.Count + Thawed.Count + Renewed.Count + Own.Count + Rates.Count == 0 && LayerDecay == 1;

    internal IReadOnlyList<(string Key, object? Value)> Fields =>
        [
            ("frozen", Frozen),
            ("thawed", Thawed),
            ("renewed", Renewed),
            // What is not asked for is not in the text: cells of older recipes keep their names.
            .. Own.Count > 0 ? [("own", Own)] : Array.Empty<(string, object?)>(),
            .. OwnAdapter ? [("own adapter", true)] : Array.Empty<(string, object?)>(),
            .. WithBase ? [("with base", true)] : Array.Empty<(string, object?)>(),
            ("rates", (IReadOnlyList<(string, object?)>)[.. Rates.Select(r => (r.Pattern, (object?)r.Factor))]),
            ("layer decay", LayerDecay),
        ];

    internal string Text
    {
        get
        {
            var parts = new List<string>();
            if (Frozen.Count > 0)
                parts.Add($"frozen: {string.Join(" ", Frozen)}{(Thawed.Count > 0 ? $" but {string.Join(" ", Thawed)}" : "")}");
            if (Renewed.Count > 0)
                parts.Add($"afresh: {string.Join(" ", Renewed)}");
            if (Own.Count > 0)
                parts.Add($"each language's own: {string.Join(" ", Own)}");
            if (OwnAdapter)
                parts.Add("an adapter for each language");
            if (WithBase)
                parts.Add("trained beside the adapter");
            if (LayerDecay != 1)
                parts.Add(FormattableString.Invariant($"rate of a layer {LayerDecay:R} of the next one's"));
            if (Rates.Count > 0)
                parts.Add($"rates: {string.Join(", ", Rates.Select(r => FormattableString.Invariant($"{r.Pattern} × {r.Factor:R}")))}");
            return parts.Count == 0 ? "all are trained alike" : string.Join("; ", parts);
        }
    }

    /// <summary>How many weights of a model stay as they are.</summary>
    internal long Untrained(IReadOnlyList<ParameterSpec> specs) =>
        Frozen
            .SelectMany(p => ParameterPattern.Match(specs, p))
            .Except(Thawed.SelectMany(p => ParameterPattern.Match(specs, p)))
            .Distinct()
            .Sum(s => s.Count);

    /// <summary>Does to a loaded model what the rules say.</summary>
    /// <exception cref="InputException">A pattern names no weight.</exception>
    internal void Apply(ITrainableModel model, Seed seed)
    {
        foreach (var pattern in Renewed)
            model.Reinitialize(pattern, seed);
        foreach (var pattern in Frozen)
            model.Parameters.Freeze(pattern);
        foreach (var pattern in Thawed)
            model.Parameters.Thaw(pattern);
        foreach (var (pattern, factor) in Rates.Concat(OfLayers(model.Parameters.Specs)))
            model.Parameters.ScaleRate(pattern, factor);
    }

    /// <summary>Goes on from an adapter that a stage before has trained; a language's own one begins afresh.</summary>
    /// <param name="fresh">The adapter of this stage, as its seed has filled it.</param>
    /// <param name="before">The folder of the one before.</param>
    internal void GoOn(Adapter fresh, string before)
    {
        using var noGrad = no_grad();
        var own = OwnAdapter ? fresh.Own.Select(s => (s.Name, Values: fresh.Parameters[s.Name].detach().clone())).ToList() : [];
        fresh.LoadWeights(before);
        foreach (var (name, values) in own)
        {
            fresh.Parameters[name].copy_(values);
            values.Dispose();
        }
    }

    /// <summary>Takes over from another model what each language has of its own.</summary>
    /// <param name="model">Keeps all else.</param>
    /// <param name="from">The base, or a stage that trained the language.</param>
    internal void TakeOwn(ITrainableModel model, ITrainableModel from)
    {
        using var noGrad = no_grad();
        if (OwnAdapter)
        {
            var (into, other) = (model.Adapters!.Active[^1], from.Adapters!.Active[^1]);
            foreach (var spec in into.Own)
                into.Parameters[spec.Name].copy_(other.Parameters[spec.Name]);
            return;
        }

        foreach (var spec in Own.SelectMany(p => ParameterPattern.Match(model.Parameters.Specs, p)).Distinct())
            model.Parameters[spec.Name].copy_(from.Parameters[spec.Name]);
    }

    /// <summary>What is wrong with them for a model.</summary>
    internal IEnumerable<Problem> Problems(IReadOnlyList<ParameterSpec> specs)
    {
        var problems = new Problems();
        var named = Frozen
            .Concat(Thawed)
            .Select(p => (Word: "Freeze", Pattern: p))
            .Concat(Renewed.Select(p => ("Reinitialise", p)))
            .Concat(Own.Select(p => ("InTurn, own", p)))
            .Concat(Rates.Select(r => ("Rates", r.Pattern)));
        foreach (var (word, pattern) in named)
        {
            try
            {
                ParameterPattern.Match(specs, pattern);
            }
            catch (InputException e)
            {
                problems.Add(e.Problems[0].What, word, e.Problems[0].Mend);
            }
        }

        foreach (var (pattern, factor) in Rates.Where(r => !(r.Factor > 0)))
        {
            problems.Add(
                FormattableString.Invariant($"the rate's factor is {factor}"),
                $"Rates, '{pattern}'",
                "Give a number above 0, or freeze the weights."
            );
        }

        problems.Check(
            LayerDecay is > 0 and <= 1,
            FormattableString.Invariant($"layerDecay is {LayerDecay}"),
            "Rates",
            "Give a number above 0 and at most 1, such as 0.9."
        );
        problems.Check(
            Thawed.Count == 0 || Frozen.Count > 0,
            "weights are excepted, but none are frozen",
            "Freeze",
            "Name what is frozen."
        );
        if (problems.Count == 0)
        {
            problems.Check(
                Untrained(specs) < specs.Sum(s => s.Count),
                "every weight is frozen",
                "Freeze",
                "Leave some to be trained: Freeze(\"*\", except: \"layers.11\")."
            );
        }

        return problems.All;
    }

    /// <summary>A factor for each layer, from the number of layers; what stands above the layers keeps its rate.</summary>
    private IEnumerable<(string Pattern, double Factor)> OfLayers(IReadOnlyList<ParameterSpec> specs)
    {
        if (LayerDecay == 1)
            yield break;
        var layers = 0;
        while (specs.Any(s => s.Name.Contains($"layers.{layers}.", StringComparison.Ordinal)))
            layers++;
        for (var layer = 0; layer < layers - 1; layer++)
            yield return ($"*layers.{layer}", Math.Pow(LayerDecay, layers - 1 - layer));
        string[] below = [TensorNames.Embedding, TensorNames.Positions, TensorNames.TokenTypes, TensorNames.EmbeddingNorm];
        foreach (var name in below.Where(n => specs.Any(s => s.Name.EndsWith(n, StringComparison.Ordinal))))
            yield return ($"*{name}", Math.Pow(LayerDecay, layers));
    }
}
