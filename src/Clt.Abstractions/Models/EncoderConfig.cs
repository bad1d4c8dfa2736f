using System.Text.Json;
using System.Text.Json.Nodes;

namespace Clt;

/// <summary>Sizes and variants of an encoder: a stack of blocks in which every token sees its whole sequence, and a head.</summary>
public sealed record EncoderConfig : TransformerConfig
{
    private const string CrossAttentionField = "cross_attention";

    /// <summary>What stands on the stack.</summary>
    public EncoderHead Head { get; init; }

    /// <summary>The labels of a classifier by id; a regression has one for each number. Empty without a classifier.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>
    /// The labels of tokens by id, where a joint head has them beside those of sequences (<c>token_labels</c> in <c>config.json</c>).
    /// </summary>
    public IReadOnlyList<string> TokenLabels { get; init; } = [];

    /// <summary>What a sequence classifier's outputs mean.</summary>
    public SequenceProblem Problem { get; init; }

    /// <summary>
    /// Labels of tokens are predicted together by a conditional random field (<c>crf</c> in <c>config.json</c>; transformers has none).
    /// </summary>
    public bool Crf { get; init; }

    /// <summary>Share of hidden states that drops out in training, where an objective asks for it (<c>hidden_dropout_prob</c>).</summary>
    public double HiddenDropout { get; init; }

    /// <summary>The same of what a classifier reads (<c>classifier_dropout</c>).</summary>
    public double ClassifierDropout { get; init; }

    /// <summary>
    /// A sequence classifier reads a pair of texts with the cross-attention plugged in: the states of the first text by itself and those
    /// that have attended to the second, side by side (VECO: Luo et al. 2021, arXiv 2010.16046). Only with
    /// <see cref="TransformerConfig.CrossAttention"/>, which an encoder has plugged out otherwise: its states are those of the plain one.
    /// Both are <c>cross_attention</c> in <c>config.json</c>, <c>out</c> or <c>in</c>; transformers has none.
    /// </summary>
    public bool PluggedIn { get; init; }

    /// <summary>What stands in the place of transformer blocks, such as recurrent layers; null where there are blocks.</summary>
    public EncoderBody? Body { get; init; }

    /// <summary>
    /// Gaussian latent variables between states and labels of a joint head: how many numbers each has; 0 for none (<c>latent_size</c> in
    /// <c>config.json</c>).
    /// </summary>
    public int LatentSize { get; init; }

    /// <summary>What the noise of a text's latent variable is multiplied with in training (<c>latent_label_noise</c>).</summary>
    public double LatentLabelNoise { get; init; }

    /// <summary>The same of a word's latent variable (<c>latent_tag_noise</c>).</summary>
    public double LatentTagNoise { get; init; }

    /// <summary>The family's value of <c>architectures</c> for each head it has.</summary>
    public required IReadOnlyDictionary<EncoderHead, string> Architectures { get; init; }

    /// <summary>The same body under another head, with the <c>config.json</c> that says so.</summary>
    /// <param name="head">The head.</param>
    /// <param name="labels">Labels of a classifier; none for the other heads.</param>
    /// <param name="problem">For a sequence classifier.</param>
    /// <param name="crf">For labels of tokens.</param>
    /// <exception cref="InputException">The labels do not go with the head, or a label is there twice.</exception>
    public EncoderConfig WithHead(
        EncoderHead head,
        IReadOnlyList<string>? labels = null,
        SequenceProblem problem = SequenceProblem.SingleLabel,
        bool crf = false
    ) => Under(head, labels ?? [], [], problem, crf);

    /// <summary>The same body under a joint head, with the <c>config.json</c> that says so.</summary>
    /// <param name="labels">Labels of sequences.</param>
    /// <param name="tokenLabels">Labels of tokens.</param>
    /// <param name="crf">Whether those of tokens are predicted together.</param>
    /// <exception cref="InputException">There are no labels of one kind, or a label is there twice.</exception>
    public EncoderConfig WithJointHead(IReadOnlyList<string> labels, IReadOnlyList<string> tokenLabels, bool crf = false) =>
        Under(EncoderHead.Joint, labels, tokenLabels, SequenceProblem.SingleLabel, crf);

    /// <summary>The same model with cross-attention to another text in every layer, with the <c>config.json</c> that says so.</summary>
    /// <param name="pluggedIn">Whether the head of sequences reads pairs with it.</param>
    /// <exception cref="InputException">The family has no names for its weights, or the head does not read pairs.</exception>
    public EncoderConfig WithCrossAttention(bool pluggedIn = false)
    {
        if (!WeightNames.ContainsKey(TensorNames.CrossQuery))
        {
            throw new InputException(
                $"the family '{Family}' has no cross-attention between texts",
                "encoder",
                "Take a model of another family, such as ESM, BERT or XLM-R."
            );
        }

        if (pluggedIn && Head != EncoderHead.Sequence)
            throw new InputException($"the head {Head} reads no pairs of texts", "encoder", "Plug it in for labels of texts only.");
        var json = JsonNode.Parse(Json)!.AsObject();
        json[CrossAttentionField] = pluggedIn ? "in" : "out";
        return this with { CrossAttention = true, PluggedIn = pluggedIn, Json = Text(json) };
    }

    /// <summary>The same model without cross-attention between texts, with the <c>config.json</c> that says so.</summary>
    public EncoderConfig WithoutCrossAttention()
    {
        var json = JsonNode.Parse(Json)!.AsObject();
        json.Remove(CrossAttentionField);
        return this with { CrossAttention = false, PluggedIn = false, Json = Text(json) };
    }

    /// <summary>The same joint head with Gaussian latent variables before its labels (Liu et al. 2019, section 3.2).</summary>
    /// <param name="size">Numbers of each variable, at least 1.</param>
    /// <param name="labelNoise">What the noise of a text's variable is multiplied with in training; 0 or more.</param>
    /// <param name="tagNoise">The same of a word's.</param>
    /// <exception cref="InputException">The head is another, or a number is out of range.</exception>
    public EncoderConfig WithLatents(int size, double labelNoise, double tagNoise)
    {
        if (Head != EncoderHead.Joint)
            throw new InputException($"the head {Head} has no latent variables", "encoder", "Take a task with intents and slots.");
        if (size < 1 || !(labelNoise >= 0) || !(tagNoise >= 0))
        {
            throw new InputException(
                FormattableString.Invariant($"latent variables have {size} numbers and noise of {labelNoise} and {tagNoise}"),
                "encoder",
                "Give a size of at least 1, and noise of 0 or more."
            );
        }

        var json = JsonNode.Parse(Json)!.AsObject();
        (json["latent_size"], json["latent_label_noise"], json["latent_tag_noise"]) = (size, labelNoise, tagNoise);
        return this with { LatentSize = size, LatentLabelNoise = labelNoise, LatentTagNoise = tagNoise, Json = Text(json) };
    }

    private EncoderConfig Under(
        EncoderHead head,
        IReadOnlyList<string> labels,
        IReadOnlyList<string> tokenLabels,
        SequenceProblem problem,
        bool crf
    )
    {
        var classifies = head is not (EncoderHead.None or EncoderHead.MaskedLanguageModel);
        if (classifies != labels.Count > 0)
        {
            throw new InputException(
                $"the head {head} comes with {labels.Count} labels",
                "encoder",
                classifies ? "Name at least one label." : "Leave the labels out."
            );
        }

        if ((head == EncoderHead.Joint) != tokenLabels.Count > 0)
        {
            throw new InputException(
                $"the head {head} comes with {tokenLabels.Count} labels of tokens beside its labels",
                "encoder",
                head == EncoderHead.Joint ? "Name at least one." : "Leave them out."
            );
        }

        if (!Architectures.ContainsKey(head))
            throw new InputException(
                $"the family '{Family}' has no head {head}",
                "encoder",
                "Take a model of another family, such as BERT or XLM-R."
            );
        if (
            labels.Distinct(StringComparer.Ordinal).Count() != labels.Count
            || tokenLabels.Distinct(StringComparer.Ordinal).Count() != tokenLabels.Count
        )
            throw new InputException("a label is there twice", "encoder", "Name each label once.");
        if (crf && head is not (EncoderHead.Tokens or EncoderHead.Joint))
            throw new InputException($"the head {head} has no random field", "encoder", "Ask for it with labels of tokens only.");
        var json = JsonWith(head, labels, problem, crf, tokenLabels);
        var latents = head == EncoderHead.Joint ? LatentSize : 0;
        return this with
        {
            LatentSize = latents,
            Head = head,
            Labels = labels,
            TokenLabels = tokenLabels,
            Problem = problem,
            Crf = crf,
            PluggedIn = false,
            Json = json,
        };
    }

    private string JsonWith(
        EncoderHead head,
        IReadOnlyList<string> labels,
        SequenceProblem problem,
        bool crf,
        IReadOnlyList<string> tokenLabels
    )
    {
        var json = JsonNode.Parse(Json)!.AsObject();
        json["architectures"] = new JsonArray(Architectures[head]);
        foreach (var name in new[] { "id2label", "label2id", "num_labels", "problem_type", "crf", "token_labels" })
            json.Remove(name);
        if (labels.Count > 0)
        {
            json["id2label"] = new JsonObject(labels.Select((label, id) => KeyValuePair.Create($"{id}", (JsonNode?)label)));
            json["label2id"] = new JsonObject(labels.Select((label, id) => KeyValuePair.Create(label, (JsonNode?)id)));
        }

        foreach (var name in head == EncoderHead.Joint ? [] : new[] { "latent_size", "latent_label_noise", "latent_tag_noise" })
            json.Remove(name);
        if (head == EncoderHead.Sequence)
            json["problem_type"] = LabelReader.NameOf(problem);
        if (crf)
            json["crf"] = true;
        if (tokenLabels.Count > 0)
            json["token_labels"] = new JsonArray([.. tokenLabels.Select(l => (JsonNode?)l)]);
        if (CrossAttention)
            json[CrossAttentionField] = "out";
        return Text(json);
    }

    private static string Text(JsonObject json) => json.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
}

/// <summary>What an encoder computes from its hidden states.</summary>
public enum EncoderHead
{
    /// <summary>Nothing more: hidden states, and embeddings pooled from them.</summary>
    None,

    /// <summary>The tokens that masks stand for (Devlin et al. 2019).</summary>
    MaskedLanguageModel,

    /// <summary>Labels, or numbers, of a whole sequence, from its first token.</summary>
    Sequence,

    /// <summary>A label for each token.</summary>
    Tokens,

    /// <summary>A dependency tree: the head of each word and the relation to it, by biaffine scores (Dozat and Manning 2017).</summary>
    Arcs,

    /// <summary>A label of the whole sequence, and one for each token: intents and slots (Chen et al. 2019).</summary>
    Joint,
}

/// <summary>What a sequence classifier's outputs mean, and so its loss (<c>problem_type</c> in <c>config.json</c>).</summary>
public enum SequenceProblem
{
    /// <summary>One label is right: cross-entropy.</summary>
    SingleLabel,

    /// <summary>Any number of labels are right: binary cross-entropy of each.</summary>
    MultiLabel,

    /// <summary>Numbers: squared error.</summary>
    Regression,
}
