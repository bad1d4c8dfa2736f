using Clt.Engine.Data;
using Clt.Engine.Kernels;
using Clt.Engine.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Models.Encoders;

/// <summary>The layers of an encoder's head, and its losses.</summary>
internal sealed class EncoderHeadLayers
{
    private readonly EncoderConfig _config;
    private readonly Linear? _dense;
    private readonly Linear? _labels;
    private readonly Norm _norm;
    private readonly Tensor? _vocabulary;
    private readonly Tensor? _vocabularyBias;

    public EncoderHeadLayers(EncoderConfig config, FlatParameters parameters)
    {
        _config = config;
        _norm = new Norm(config, parameters, TensorNames.HeadNorm);
        switch (config.Head)
        {
            case EncoderHead.MaskedLanguageModel:
                _dense = new Linear(parameters, TensorNames.HeadDense);
                _vocabulary = parameters[config.TiedHead ? TensorNames.Embedding : TensorNames.Head];
                _vocabularyBias = parameters[TensorNames.BiasOf(TensorNames.Head)];
                break;
            case EncoderHead.Sequence:
                _dense = new Linear(parameters, TensorNames.SequenceDense);
                _labels = new Linear(parameters, TensorNames.SequenceLabels);
                break;
            case EncoderHead.Tokens:
                _labels = new Linear(parameters, TensorNames.TokenLabels);
                break;
        }
    }

    public Tensor Logits(Tensor hidden, PackedBatch batch) => Made(hidden, batch).to_type(ScalarType.Float32);

    public Tensor Loss(Tensor hidden, PackedBatch batch, EncoderTargets targets)
    {
        if (_config.Head == EncoderHead.MaskedLanguageModel)
        {
            Check(targets, batch.Tokens);
            // Only masked tokens go through the head.
            using var places = targets.Values.ne(PackedBatch.Ignored).nonzero().flatten();
            var masked = Transformed(hidden.index_select(0, places));
            return Ops.LinearCrossEntropy(masked, _vocabulary!, targets.Values.index_select(0, places), bias: _vocabularyBias);
        }

        var logits = Logits(hidden, batch);
        if (_config.Head == EncoderHead.Tokens || _config.Problem == SequenceProblem.SingleLabel)
        {
            Check(targets, logits.shape[0]);
            return nn.functional.cross_entropy(logits, targets.Values, reduction: nn.Reduction.Sum, ignore_index: PackedBatch.Ignored);
        }

        Check(targets, logits.shape);
        if (_config.Problem == SequenceProblem.Regression) return (logits - targets.Values).square().sum();
        // Binary cross-entropy from logits: log(1 + exp(x)) - x · y.
        return (logits.softplus() - logits * targets.Values).sum();
    }

    private Tensor Made(Tensor hidden, PackedBatch batch) => _config.Head switch
    {
        EncoderHead.MaskedLanguageModel => nn.functional.linear(Transformed(hidden), _vocabulary!, _vocabularyBias),
        EncoderHead.Sequence => _labels!.Of(_dense!.Of(Pooling.First(hidden, batch)).tanh()),
        EncoderHead.Tokens => _labels!.Of(hidden),
        _ => throw new InputException("the model has no head", "model", "Load it with the head that you need."),
    };

    private Tensor Transformed(Tensor hidden) => _norm.Of(Activations.Of(_dense!.Of(hidden), _config.Activation));

    private static void Check(EncoderTargets targets, params long[] shape)
    {
        if (targets.Values.shape.SequenceEqual(shape)) return;
        throw new InputException(
            $"the targets are [{string.Join(", ", targets.Values.shape)}], but the head makes [{string.Join(", ", shape)}]", "targets",
            "Give one target a token or a sequence, as the head asks.");
    }
}
