namespace Clt.Engine.Parameters;

/// <summary>The parameters of an encoder: those of its stack, and of its head.</summary>
internal static class EncoderParameters
{
    private static readonly string[] ByLabel =
    [
        TensorNames.SequenceLabels,
        TensorNames.TokenLabels,
        TensorNames.JointTokenLabels,
        TensorNames.LatentSequenceLabels,
        TensorNames.LatentTokenLabels,
        TensorNames.RelationScores,
        TensorNames.Transitions,
        TensorNames.StartTransitions,
        TensorNames.EndTransitions,
    ];

    /// <param name="config">Sizes and head.</param>
    /// <param name="freshHead">
    /// Whether files may lack the head, and cross-attention that is added to a plain encoder. A pooler that no head uses may always be
    /// lacking.
    /// </param>
    public static IReadOnlyList<ParameterSpec> Of(EncoderConfig config, bool freshHead)
    {
        var own = EncoderLayout.Of(config);
        var specs = own is null ? TransformerParameters.Stack(config) : new SpecList(config);
        var body = own is null ? [.. specs.Specs] : own.Parameters(config);
        var stack = specs.Specs.Count;
        Head(specs, config, own is not null);
        var bare = config.Head == EncoderHead.None;
        return
        [
            .. body.Select(spec => Named(spec with { Optional = freshHead && (spec.Optional || IsCross(spec)) })),
            .. specs.Specs.Skip(stack).Select(spec => Named(spec with { Optional = freshHead || bare })),
        ];

        ParameterSpec Named(ParameterSpec spec) =>
            bare ? spec with { Parts = [.. spec.Parts.Select(p => p with { FileName = Bare(p.FileName, config.OptionalPrefix) })] } : spec;
    }

    /// <summary>Those of the head alone; none where there is no head, or one that was pre-trained with the model, for masks.</summary>
    public static IReadOnlyList<ParameterSpec> HeadOf(EncoderConfig config) =>
        config.Head is EncoderHead.None or EncoderHead.MaskedLanguageModel ? [] : [.. HeadSpecs(config)];

    /// <summary>Those among them that have a row, or more, for each label.</summary>
    public static IReadOnlyList<ParameterSpec> OfLabels(EncoderConfig config) =>
        [.. HeadOf(config).Where(s => ByLabel.Contains(s.Name) || ByLabel.Contains(WeightOf(s.Name)))];

    /// <summary>The weight that a bias goes with.</summary>
    private static string WeightOf(string bias) =>
        bias.EndsWith(".bias", StringComparison.Ordinal) ? $"{bias[..^"bias".Length]}weight" : bias;

    private static IEnumerable<ParameterSpec> HeadSpecs(EncoderConfig config)
    {
        var body = EncoderLayout.Of(config)?.Parameters(config).Count ?? TransformerParameters.Stack(config).Specs.Count;
        return Of(config, freshHead: true).Skip(body);
    }

    /// <summary>Whether it is of the cross-attention between texts.</summary>
    private static bool IsCross(ParameterSpec spec) => spec.Name.Contains(".cross_", StringComparison.Ordinal);

    /// <summary>A body alone is saved without the beginning that stands under a head.</summary>
    private static string Bare(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;

    /// <param name="specs">Takes them.</param>
    /// <param name="config">Sizes and head.</param>
    /// <param name="pools">Whether the layers make one vector of a sequence by themselves, so that no pooler is needed.</param>
    private static void Head(SpecList specs, EncoderConfig config, bool pools)
    {
        switch (config.Head)
        {
            case EncoderHead.None:
                if (!pools)
                    Dense(TensorNames.Pooler, config.HiddenSize);
                break;
            case EncoderHead.MaskedLanguageModel:
                Dense(TensorNames.HeadDense, config.HiddenSize);
                specs.Norm(TensorNames.HeadNorm, 0);
                if (!config.TiedHead)
                    specs.Matrix(TensorNames.Head, config.VocabularySize);
                specs.Bias(TensorNames.BiasOf(TensorNames.Head), config.VocabularySize);
                break;
            case EncoderHead.Sequence:
                // Plugged in, states with cross-attention stand beside those without.
                var read = (config.PluggedIn ? 2 : 1) * config.HiddenSize;
                if (!pools)
                    specs.Linear(TensorNames.SequenceDense, read, true, 0, (TensorNames.SequenceDense, config.HiddenSize));
                Dense(TensorNames.SequenceLabels, config.Labels.Count);
                break;
            case EncoderHead.Tokens:
                Dense(TensorNames.TokenLabels, config.Labels.Count);
                if (config.Crf)
                    Field(config.Labels.Count);
                break;
            case EncoderHead.Arcs:
                // As many values as the model is wide, at most the sizes of Dozat and Manning 2017.
                var (arcs, relations) = (Math.Min(500, config.HiddenSize), Math.Min(100, config.HiddenSize));
                Dense(TensorNames.ArcDependents, arcs);
                Dense(TensorNames.ArcHeads, arcs);
                specs.Table(TensorNames.ArcScores, arcs + 1, arcs);
                Dense(TensorNames.RelationDependents, relations);
                Dense(TensorNames.RelationHeads, relations);
                specs.Table(TensorNames.RelationScores, config.Labels.Count * (relations + 1), relations + 1);
                break;
            case EncoderHead.Joint:
                if (!pools)
                    Dense(TensorNames.SequenceDense, config.HiddenSize);
                if (config.LatentSize > 0)
                {
                    Dense(TensorNames.SequenceMean, config.LatentSize);
                    Dense(TensorNames.SequenceLogVariance, config.LatentSize);
                    specs.Linear(
                        TensorNames.LatentSequenceLabels,
                        config.LatentSize,
                        true,
                        0,
                        (TensorNames.LatentSequenceLabels, config.Labels.Count)
                    );
                    Dense(TensorNames.TokenMean, config.LatentSize);
                    Dense(TensorNames.TokenLogVariance, config.LatentSize);
                    specs.Linear(
                        TensorNames.LatentTokenLabels,
                        config.LatentSize,
                        true,
                        0,
                        (TensorNames.LatentTokenLabels, config.TokenLabels.Count)
                    );
                }
                else
                {
                    Dense(TensorNames.SequenceLabels, config.Labels.Count);
                    Dense(TensorNames.JointTokenLabels, config.TokenLabels.Count);
                }

                if (config.Crf)
                    Field(config.TokenLabels.Count);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(config), config.Head, "There is no such head.");
        }

        void Field(long labels)
        {
            specs.Table(TensorNames.Transitions, labels, labels);
            specs.Bias(TensorNames.StartTransitions, labels);
            specs.Bias(TensorNames.EndTransitions, labels);
        }

        void Dense(string name, long rows) => specs.Linear(name, config.HiddenSize, true, 0, (name, rows));
    }
}
