namespace Clt.Plugins.Models.Encoders;

/// <summary>What a <c>config.json</c> says of an encoder's head: its kind, labels, random field and latent variables.</summary>
internal sealed record EncoderHeadReader(EncoderHead Head, IReadOnlyList<string> Labels, IReadOnlyList<string> TokenLabels)
{
    private SequenceProblem Problem { get; init; }

    private bool Crf { get; init; }

    private (int Size, double LabelNoise, double TagNoise) Latent { get; init; }

    /// <summary>
    /// Names of the tensors of heads that transformers lacks: random fields, trees, tags beside a label, latent variables.
    /// </summary>
    public static IReadOnlyDictionary<string, string> OwnHeads { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [TensorNames.Transitions] = "crf.transitions",
            [TensorNames.StartTransitions] = "crf.start_transitions",
            [TensorNames.EndTransitions] = "crf.end_transitions",
            [TensorNames.JointTokenLabels] = "token_classifier.weight",
            [TensorNames.SequenceMean] = "latent.classifier_mean.weight",
            [TensorNames.SequenceLogVariance] = "latent.classifier_log_variance.weight",
            [TensorNames.LatentSequenceLabels] = "latent.classifier.weight",
            [TensorNames.TokenMean] = "latent.token_mean.weight",
            [TensorNames.TokenLogVariance] = "latent.token_log_variance.weight",
            [TensorNames.LatentTokenLabels] = "latent.token_classifier.weight",
            [TensorNames.ArcDependents] = "arcs.dependents.weight",
            [TensorNames.ArcHeads] = "arcs.heads.weight",
            [TensorNames.ArcScores] = "arcs.scores",
            [TensorNames.RelationDependents] = "relations.dependents.weight",
            [TensorNames.RelationHeads] = "relations.heads.weight",
            [TensorNames.RelationScores] = "relations.scores",
        };

    /// <summary>Beginnings of the names of heads' tensors that every family of encoders has.</summary>
    public static IReadOnlyList<string> Beginnings { get; } =
    ["pooler.", "classifier.", "crf.", "token_classifier.", "latent.", "arcs.", "relations."];

    /// <summary>Reads it; problems are noted in <paramref name="read"/>.</summary>
    /// <param name="architectures">The family's value of <c>architectures</c> for each head.</param>
    /// <param name="read">The whole <c>config.json</c>.</param>
    public static EncoderHeadReader Read(IReadOnlyDictionary<EncoderHead, string> architectures, ConfigReader read)
    {
        var crf = read.Flag("crf", false);
        var names = read.Texts("architectures");
        var head = architectures.FirstOrDefault(a => names.Contains(a.Value)).Key;
        var labels = head is EncoderHead.None or EncoderHead.MaskedLanguageModel ? [] : LabelReader.Labels(read);
        var tokenLabels = read.Texts("token_labels");
        read.Require(
            (head == EncoderHead.Joint) == tokenLabels.Count > 0,
            $"'token_labels' has {tokenLabels.Count} names under the head {head}",
            "Name them with a joint head, and only there."
        );
        return new EncoderHeadReader(head, labels, head == EncoderHead.Joint ? tokenLabels : [])
        {
            Problem = head == EncoderHead.Sequence ? LabelReader.Problem(read, labels.Count) : SequenceProblem.SingleLabel,
            Crf = head is EncoderHead.Tokens or EncoderHead.Joint && crf,
            Latent = Latents(head, read),
        };
    }

    /// <summary>The configuration under this head.</summary>
    public EncoderConfig Of(EncoderConfig config) =>
        config with
        {
            Head = Head,
            Labels = Labels,
            Problem = Problem,
            TokenLabels = TokenLabels,
            Crf = Crf,
            LatentSize = Latent.Size,
            LatentLabelNoise = Latent.LabelNoise,
            LatentTagNoise = Latent.TagNoise,
        };

    private static (int Size, double LabelNoise, double TagNoise) Latents(EncoderHead head, ConfigReader read)
    {
        if (!read.Has("latent_size"))
            return default;
        read.Require(head == EncoderHead.Joint, $"'latent_size' is given under the head {head}", "Give it with a joint head alone.");
        return (read.Size("latent_size"), Noise("latent_label_noise"), Noise("latent_tag_noise"));

        double Noise(string name)
        {
            var noise = read.Number(name, 0);
            read.Require(noise >= 0, $"'{name}' is {noise}", "Give 0 or more.");
            return noise;
        }
    }
}
