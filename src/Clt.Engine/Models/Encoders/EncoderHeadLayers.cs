using Clt.Engine.Data;
using Clt.Engine.Layers;
using Clt.Engine.Parameters;
using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Models.Encoders;

/// <summary>The layers of an encoder's head, and its losses.</summary>
internal sealed class EncoderHeadLayers
{
    private readonly EncoderConfig _config;
    private readonly Dropout _dropout;
    private readonly Linear? _dense;
    private readonly Linear? _labels;
    private readonly Norm _norm;
    private readonly Tensor? _vocabulary;
    private readonly Tensor? _vocabularyBias;
    private readonly Linear? _tags;
    private readonly ConditionalRandomField? _crf;
    private readonly BiaffineArcs? _arcs;
    private readonly IEncoderLayers? _own;
    private readonly GaussianLatent? _sequenceLatent;
    private readonly GaussianLatent? _tokenLatent;

    /// <param name="config">The head, and its sizes.</param>
    /// <param name="parameters">The model's.</param>
    /// <param name="dropout">Of what a classifier reads.</param>
    /// <param name="own">Layers that make one vector of a sequence by themselves; null where the first token's state is read.</param>
    public EncoderHeadLayers(EncoderConfig config, FlatParameters parameters, Dropout dropout, IEncoderLayers? own = null)
    {
        (_config, _dropout, _own) = (config, dropout, own);
        _norm = new Norm(config, parameters, TensorNames.HeadNorm);
        switch (config.Head)
        {
            case EncoderHead.MaskedLanguageModel:
                _dense = new Linear(parameters, TensorNames.HeadDense);
                _vocabulary = parameters[config.TiedHead ? TensorNames.Embedding : TensorNames.Head];
                _vocabularyBias = parameters[TensorNames.BiasOf(TensorNames.Head)];
                break;
            case EncoderHead.Sequence:
                _dense = own is null ? new Linear(parameters, TensorNames.SequenceDense) : null;
                _labels = new Linear(parameters, TensorNames.SequenceLabels);
                break;
            case EncoderHead.Tokens:
                _labels = new Linear(parameters, TensorNames.TokenLabels);
                break;
            case EncoderHead.Arcs:
                _arcs = new BiaffineArcs(config, parameters, dropout);
                break;
            case EncoderHead.Joint:
                _dense = own is null ? new Linear(parameters, TensorNames.SequenceDense) : null;
                var latent = config.LatentSize > 0;
                _labels = new Linear(parameters, latent ? TensorNames.LatentSequenceLabels : TensorNames.SequenceLabels);
                _tags = new Linear(parameters, latent ? TensorNames.LatentTokenLabels : TensorNames.JointTokenLabels);
                if (!latent)
                    break;
                _sequenceLatent = Latent(TensorNames.SequenceMean, TensorNames.SequenceLogVariance, config.LatentLabelNoise);
                _tokenLatent = Latent(TensorNames.TokenMean, TensorNames.TokenLogVariance, config.LatentTagNoise);
                break;
            case EncoderHead.None:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(config), config.Head, "There is no such head.");
        }

        if (!config.Crf)
            return;
        _crf = new ConditionalRandomField(
            parameters[TensorNames.Transitions],
            parameters[TensorNames.StartTransitions],
            parameters[TensorNames.EndTransitions]
        );

        GaussianLatent Latent(string mean, string logVariance, double noise) =>
            new(new Linear(parameters, mean), new Linear(parameters, logVariance), noise, dropout);
    }

    public Tensor Logits(Tensor hidden, PackedBatch batch) => Made(hidden, batch).to_type(ScalarType.Float32);

    public Tensor Loss(Tensor hidden, PackedBatch batch, EncoderTargets targets)
    {
        if (_config.Head == EncoderHead.MaskedLanguageModel)
        {
            CheckIds(targets, _config.VocabularySize, batch.Tokens);
            // Only masked tokens go through the head.
            using var places = targets.Values.ne(PackedBatch.Ignored).nonzero().flatten();
            var masked = Transformed(hidden.index_select(0, places.to(hidden.device)));
            return Ops.LinearCrossEntropy(masked, _vocabulary!, targets.Values.index_select(0, places), bias: _vocabularyBias);
        }

        if (_arcs is not null)
            return Trees(hidden, batch, targets);
        if (_config.Head == EncoderHead.Joint)
            return Joint(hidden, batch, targets);
        var logits = Logits(hidden, batch);
        var wanted = targets.Values.to(logits.device);
        if (_crf is not null)
        {
            if (targets.Shares is not null)
                throw new InputException(
                    "a random field of tags has no soft targets",
                    "targets",
                    "Give labels, or take a head without it."
                );
            CheckIds(targets, _config.Labels.Count, batch.Tokens);
            return Chained(logits, batch, targets);
        }

        if (_config.Head == EncoderHead.Tokens || _config.Problem == SequenceProblem.SingleLabel)
        {
            CheckIds(targets, _config.Labels.Count, logits.shape[0]);
            if (targets.Shares is { } shares)
                return Soft(logits, wanted, shares);
            return nn.functional.cross_entropy(logits, wanted, reduction: nn.Reduction.Sum, ignore_index: PackedBatch.Ignored);
        }

        Check(targets, logits.shape);
        if (_config.Problem == SequenceProblem.Regression)
            return (logits - wanted).square().sum();
        // Binary cross-entropy from logits: log(1 + exp(x)) - x · y.
        return (logits.softplus() - logits * wanted).sum();
    }

    /// <summary>Cross-entropy to distributions over the labels: −Σ p log q over the targets that are not ignored.</summary>
    private Tensor Soft(Tensor logits, Tensor wanted, Tensor shares)
    {
        if (shares.shape[1] != _config.Labels.Count)
        {
            throw new InputException(
                $"soft targets are of {shares.shape[1]} labels but the head has {_config.Labels.Count}",
                "targets",
                "Use the labels of this model."
            );
        }

        var places = wanted.ne(PackedBatch.Ignored).nonzero().flatten();
        return -(logits.index_select(0, places).log_softmax(1) * shares.to(logits.device)).sum();
    }

    /// <summary>The labels of each sequence, or of the tokens at its places.</summary>
    public IReadOnlyList<int[]> Labels(Tensor hidden, PackedBatch batch, IReadOnlyList<IReadOnlyList<int>>? places)
    {
        if (_config.Head == EncoderHead.Joint)
            return Tagged(TagScores(hidden), batch, places);
        var logits = Logits(hidden, batch);
        if (_config.Head == EncoderHead.Sequence)
            return [.. Enumerable.Range(0, batch.Sequences).Select(b => OfSequence(logits[b]))];
        if (_config.Head != EncoderHead.Tokens)
            throw new InputException("the model's head has no labels", "model", "Load it with one that has.");
        return Tagged(logits, batch, places);
    }

    /// <summary>The likeliest tree of each sequence: the head and the relation of each word.</summary>
    public IReadOnlyList<(int Head, int Relation)[]> Trees(Tensor hidden, PackedBatch batch, IReadOnlyList<IReadOnlyList<int>> places) =>
        (_arcs ?? throw new InputException("the model's head makes no trees", "model", "Load it with one that does.")).Trees(
            hidden,
            batch,
            places
        );

    private int[][] Tagged(Tensor logits, PackedBatch batch, IReadOnlyList<IReadOnlyList<int>>? places)
    {
        places ??=
        [
            .. Enumerable.Range(0, batch.Sequences).Select(b => Enumerable.Range(0, batch.Starts[b + 1] - batch.Starts[b]).ToArray()),
        ];
        using var rows = tensor(
            places.SelectMany((p, b) => p.Select(t => (long)batch.Starts[b] + t)).ToArray(),
            dtype: ScalarType.Int64,
            device: logits.device
        );
        using var wanted = logits.index_select(0, rows);
        int[] lengths = [.. places.Select(p => p.Count)];
        var best = _crf is not null
            ? _crf.Best(wanted, [.. lengths.Where(l => l > 0)]).SelectMany(r => r.Labels).ToArray()
            : [.. HostValues.Of<long>(wanted.argmax(1)).Select(l => (int)l)];
        var at = 0;
        return [.. lengths.Select(length => best[at..(at += length)])];
    }

    private Tensor Trees(Tensor hidden, PackedBatch batch, EncoderTargets targets)
    {
        Check(targets, batch.Tokens);
        if (targets.Beside.Count != batch.Tokens)
            throw new InputException("heads come without relations", "targets", "Give each word both.");
        var wrong = targets.Beside.Where(r => r != PackedBatch.Ignored && (r < 0 || r >= _config.Labels.Count)).ToList();
        if (wrong.Count > 0)
            throw new InputException(
                $"there is the relation {wrong[0]} but the head has {_config.Labels.Count}",
                "targets",
                "Use the relations of this model."
            );
        return _arcs!.Loss(hidden, batch, HostValues.Of<long>(targets.Values), [.. targets.Beside]);
    }

    /// <summary>
    /// Of each sequence the cross-entropy of its label, and the mean over its words of that of their tags, or of the whole chain of tags.
    /// </summary>
    private Tensor Joint(Tensor hidden, PackedBatch batch, EncoderTargets targets)
    {
        CheckIds(targets, _config.TokenLabels.Count, batch.Tokens);
        if (targets.Beside.Count != batch.Sequences)
            throw new InputException("tags come without labels of their sequences", "targets", "Give each sequence one.");
        var given = HostValues.Of<long>(targets.Values);
        var words = Enumerable
            .Range(0, batch.Sequences)
            .Select(b => given[batch.Starts[b]..batch.Starts[b + 1]].Count(t => t != PackedBatch.Ignored))
            .ToArray();
        using var labels = tensor([.. targets.Beside], dtype: ScalarType.Int64, device: hidden.device);
        var whole = nn.functional.cross_entropy(Logits(hidden, batch), labels, reduction: nn.Reduction.Sum);
        var scores = TagScores(hidden);
        using var shares = tensor([.. words.Where(w => w > 0).Select(w => 1f / w)], device: hidden.device);
        if (_crf is not null)
            return whole - (ChainLikelihoods(scores, batch, targets) * shares).sum();
        using var each = tensor([.. words.SelectMany(w => Enumerable.Repeat(1f / Math.Max(1, w), w))], device: hidden.device);
        using var places = targets.Values.ne(PackedBatch.Ignored).nonzero().flatten().to(hidden.device);
        using var wanted = targets.Values.to(hidden.device).index_select(0, places);
        return whole + (nn.functional.cross_entropy(scores.index_select(0, places), wanted, reduction: nn.Reduction.None) * each).sum();
    }

    /// <summary>Scores of tags beside those of labels: [N, T].</summary>
    public Tensor TagLogits(Tensor hidden) =>
        _config.Head == EncoderHead.Joint
            ? TagScores(hidden)
            : throw new InputException("the model's head has no tags beside labels", "model", "Take its logits.");

    /// <summary>[N, L]: latent variables of tokens, which their labels are read from.</summary>
    public Tensor TagLatents(Tensor hidden) =>
        (_tokenLatent ?? throw new InputException("the model's head has no latent variables", "model", "Take a head that has.")).Of(hidden);

    /// <summary>[B, D]: the vector of each sequence that its labels are read from, before any latent variable.</summary>
    public Tensor Pooled(Tensor hidden, PackedBatch batch) =>
        _own is not null ? _own.Pooled(hidden, batch)
        : _dense is not null && _config.Head != EncoderHead.MaskedLanguageModel ? _dense.Of(Pooling.First(hidden, batch)).tanh()
        : throw new InputException("the model's head has no labels of sequences", "model", "Load it with one that has.");

    private Tensor TagScores(Tensor hidden) => Tags(_tokenLatent is null ? _dropout.Of(hidden) : _tokenLatent.Of(hidden));

    private Tensor Tags(Tensor read) => _tags!.Of(read).to_type(ScalarType.Float32);

    private int[] OfSequence(Tensor logits) =>
        _config.Problem switch
        {
            SequenceProblem.SingleLabel => [(int)HostValues.Scalar<long>(logits.argmax())],
            SequenceProblem.MultiLabel => [.. HostValues.Of<float>(logits).Index().Where(l => l.Item > 0).Select(l => l.Index)],
            _ => throw new InputException("a regression has numbers, not labels", "model", "Take its logits."),
        };

    /// <summary>A random field over the labelled tokens of each sequence; those without a label are as if they were not there.</summary>
    private Tensor Chained(Tensor logits, PackedBatch batch, EncoderTargets targets) => -ChainLikelihoods(logits, batch, targets).sum();

    private Tensor ChainLikelihoods(Tensor logits, PackedBatch batch, EncoderTargets targets)
    {
        var labels = HostValues.Of<long>(targets.Values);
        var places = Enumerable.Range(0, labels.Length).Where(i => labels[i] != PackedBatch.Ignored).Select(i => (long)i).ToArray();
        var lengths = Enumerable
            .Range(0, batch.Sequences)
            .Select(b => places.Count(p => p >= batch.Starts[b] && p < batch.Starts[b + 1]))
            .Where(length => length > 0)
            .ToArray();
        if (lengths.Length == 0)
            throw new InputException("no token has a label", "targets", "Give at least one.");
        using var rows = tensor(places);
        var given = targets.Values.index_select(0, rows).to(logits.device);
        return _crf!.LogLikelihood(logits.index_select(0, rows.to(logits.device)), given, lengths);
    }

    private Tensor Made(Tensor hidden, PackedBatch batch) =>
        _config.Head switch
        {
            EncoderHead.MaskedLanguageModel => Ops.Linear(Transformed(hidden), _vocabulary!, _vocabularyBias),
            EncoderHead.Sequence or EncoderHead.Joint when _sequenceLatent is not null => _labels!.Of(
                _sequenceLatent.Of(Pooled(hidden, batch))
            ),
            EncoderHead.Sequence or EncoderHead.Joint => _labels!.Of(_dropout.Of(Pooled(hidden, batch))),
            EncoderHead.Tokens => _labels!.Of(_dropout.Of(hidden)),
            _ => throw new InputException("the model has no head", "model", "Load it with the head that you need."),
        };

    private Tensor Transformed(Tensor hidden) => _norm.Of(Activations.Of(_dense!.Of(hidden), _config.Activation));

    private static void CheckIds(EncoderTargets targets, long kinds, long count)
    {
        Check(targets, count);
        var wrong = HostValues.Of<long>(targets.Values).Where(t => t != PackedBatch.Ignored && (t < 0 || t >= kinds)).ToList();
        if (wrong.Count == 0)
            return;
        throw new InputException(
            $"there is the target {wrong[0]} but the head ends at {kinds - 1}",
            "targets",
            "Use the labels, or the vocabulary, of this model."
        );
    }

    private static void Check(EncoderTargets targets, params long[] shape)
    {
        if (targets.Values.shape.SequenceEqual(shape))
            return;
        throw new InputException(
            $"the targets are [{string.Join(", ", targets.Values.shape)}], but the head makes [{string.Join(", ", shape)}]",
            "targets",
            "Give one target a token or a sequence, as the head asks."
        );
    }
}
