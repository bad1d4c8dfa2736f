using Clt.Engine.Data;
using Clt.Engine.Devices;
using Clt.Engine.Layers;
using Clt.Engine.Parameters;
using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Models.Encoders;

/// <summary>An encoder with its head (Devlin et al. 2019): hidden states of packed sequences, and what the head makes of them.</summary>
/// <remarks>
/// Embedded tokens, what layers add to the stream and what a classifier reads drop out where <see cref="DropsOut"/> asks for it.
/// Attention's shares never do (<c>attention_probs_dropout_prob</c>): no kernel holds them.
/// </remarks>
public sealed class EncoderModel : TransformerModel<EncoderConfig>
{
    private TransformerStack? _stack;
    private IEncoderLayers? _own;
    private EncoderHeadLayers _head;
    private (FlatParameters Head, FlatParameters Body) _with;
    private readonly Dropout _hidden;
    private readonly Dropout _classifier;

    private EncoderModel(EncoderConfig config, bool freshHead, Dtype dtype, ComputeDevice? device)
        : base(config, new FlatParameters(EncoderParameters.Of(config, freshHead), dtype, device: device))
    {
        (_hidden, _classifier) = (new Dropout(config.HiddenDropout), new Dropout(config.ClassifierDropout));
        _with = (Parameters, Parameters);
        MakeLayers(Parameters);
        _head = new EncoderHeadLayers(config, Parameters, _classifier, _own);
        (Adapters.Head, Adapters.Compute) = (EncoderParameters.HeadOf(config), Compute);
    }

    /// <summary>Whether states drop out, by the shares of the configuration, in passes that record gradients.</summary>
    public bool DropsOut
    {
        get => _hidden.IsOn;
        set => (_hidden.IsOn, _classifier.IsOn) = (value, value);
    }

    /// <summary>A fresh model; its weights depend on the configuration and the seed's <c>init</c> stream only.</summary>
    public static EncoderModel Create(EncoderConfig config, Seed seed, Dtype dtype = Dtype.Float32, ComputeDevice? device = null)
    {
        var model = new EncoderModel(config, freshHead: true, dtype, device);
        ParameterInitializer.Fill(model.Parameters, config.InitializerRange, seed);
        return model;
    }

    /// <summary>A model from a Hugging Face directory.</summary>
    /// <param name="folder">The directory.</param>
    /// <param name="families">Those known.</param>
    /// <param name="head">The head that is wanted, as <see cref="EncoderConfig.WithHead"/> gives it; null for the files' own.</param>
    /// <param name="init">
    /// Its <c>init</c> stream fills a head that the files lack, outputs that they have for another number of labels, and cross-attention
    /// that is added; null: lacking them is an error.
    /// </param>
    /// <param name="dtype">What weights are kept in and computed with; null for the dtype of most of the stored elements.</param>
    /// <param name="device">Where the weights lie; null for the process's device.</param>
    /// <exception cref="InputException">
    /// Files are missing or damaged, or tensors do not fit the configuration: all of them are listed.
    /// </exception>
    public static EncoderModel Load(
        string folder,
        ModelFamilies families,
        Func<EncoderConfig, EncoderConfig>? head = null,
        Seed? init = null,
        Dtype? dtype = Dtype.Float32,
        ComputeDevice? device = null
    )
    {
        var config =
            families.ReadFolder(folder) as EncoderConfig
            ?? throw new InputException("it is no encoder", folder, "Use an encoder such as BERT or XLM-R here.");
        using var shards = WeightShards.Open(folder);
        shards.CheckLayers(config, folder);
        return new EncoderModel(head is null ? config : head(config), init is not null, dtype ?? shards.StoredDtype, device).FillOrDispose(
            model =>
            {
                var others = init is not null && HasOtherLabels(config, model.Config) ? EncoderParameters.OfLabels(model.Config) : [];
                var loaded = WeightFiles.Load(model.Parameters, shards, folder, model.Config, others);
                // A pooler that no head uses is all that can be lacking without a seed; nothing depends on its numbers.
                ParameterInitializer.Fill(model.Parameters, loaded.Absent, config.InitializerRange, init ?? new Seed(0));
                model.Notes =
                [
                    .. loaded.Absent.SelectMany(s => s.Parts).Select(p => $"'{p.FileName}' is not in the files: made afresh"),
                    .. loaded.Unused.Select(t => $"{t} has no place under this head: left out"),
                    .. loaded.Notes,
                ];
            }
        );
    }

    /// <summary>Hidden states [N, D] of the last block.</summary>
    /// <param name="batch">The sequences, with their special tokens.</param>
    /// <param name="tokenTypes">[N], int64: 0 for the first text, 1 for the second of a pair; null for all 0.</param>
    /// <exception cref="InputException">A sequence is longer than the context, or token types are not of the model.</exception>
    public Tensor Forward(PackedBatch batch, Tensor? tokenTypes = null) => Forward(batch, tokenTypes, null);

    /// <summary>
    /// Hidden states [N, D] of a pass in which every layer also attends to another sequence (VECO: Luo et al. 2021, arXiv 2010.16046,
    /// section 3), between its own attention and its feed-forward layer. Without such a pass a model with cross-attention is plain.
    /// </summary>
    /// <param name="batch">The sequences, with their special tokens.</param>
    /// <param name="states">[M, D]: what <see cref="Forward(PackedBatch, Tensor?)"/> gave for <paramref name="sources"/>.</param>
    /// <param name="sources">As many sequences: each of the batch attends to the one at its place.</param>
    /// <param name="tokenTypes">[N], as for <see cref="Forward(PackedBatch, Tensor?)"/>.</param>
    /// <exception cref="InputException">The model has no cross-attention, or a sequence is longer than the context.</exception>
    public Tensor Across(PackedBatch batch, Tensor states, PackedBatch sources, Tensor? tokenTypes = null)
    {
        if (!Config.CrossAttention)
            throw new InputException("the model has no cross-attention between texts", "model", "Add it: WithCrossAttention().");
        if (batch.Sequences != sources.Sequences)
            throw new ArgumentException($"{batch.Sequences} sequences for {sources.Sequences} sources.", nameof(sources));
        Check(batch, tokenTypes);
        return _stack!.Forward(
            batch,
            tokenTypes: tokenTypes,
            sources: new CrossInput(new EncodedSources(states, sources.CumulativeLengths), batch.CumulativeLengths)
        );
    }

    /// <summary>Examples as this model reads them: pairs apart where its cross-attention is plugged in, else joined.</summary>
    /// <exception cref="InputException">It is plugged in, and an example is no pair.</exception>
    public EncoderBatch Batch(IReadOnlyList<EncoderExample> examples) => new(examples, Config.PluggedIn);

    /// <summary>
    /// Hidden states of <see cref="EncoderBatch.Packed"/>: [N, D], or [N, 2D] where cross-attention is plugged in, those of the first texts
    /// by themselves and those that have attended to the second.
    /// </summary>
    /// <param name="batch">Made by <see cref="Batch"/>.</param>
    public Tensor Forward(EncoderBatch batch)
    {
        // A tokenizer may number the texts of a pair for a model that does not tell them apart.
        if (batch.Second is not { } second)
            return Forward(batch.Packed, Config.TokenTypes == 0 ? null : batch.TokenTypes);
        using var both = PackedBatch.Of([.. batch.Pairs.Select(p => p.First), .. batch.Pairs.Select(p => p.Second)]);
        var states = Forward(both);
        var own = states.narrow(0, 0, batch.Packed.Tokens);
        return cat([own, Across(batch.Packed, states.narrow(0, batch.Packed.Tokens, second.Tokens), second)], 1);
    }

    /// <summary>What the head makes of hidden states: [N, V] of masked language models, [B, C] of sequences, [N, C] of tokens.</summary>
    /// <exception cref="InputException">The model has no head.</exception>
    public Tensor Logits(Tensor hidden, PackedBatch batch) => _head.Logits(hidden, batch);

    /// <summary>[N, T]: scores of tags beside those of labels, of a joint head.</summary>
    /// <exception cref="InputException">The head has no tags beside labels.</exception>
    public Tensor TagLogits(Tensor hidden) => _head.TagLogits(hidden);

    /// <summary>The sum of the targets' losses; divided by <see cref="EncoderTargets.Count"/> it is transformers' loss.</summary>
    /// <param name="hidden">[N, D].</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="targets">Shaped as the head asks.</param>
    /// <exception cref="InputException">The model has no head, or the targets are not of its shape.</exception>
    public Tensor Loss(Tensor hidden, PackedBatch batch, EncoderTargets targets) => _head.Loss(hidden, batch, targets);

    /// <summary>
    /// The labels that the head finds: of each sequence (several or none where several may be right), or of each of its tokens.
    /// </summary>
    /// <param name="hidden">[N, D].</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="places">
    /// For labels of tokens: the places in each sequence that have one (the first token of each word); null for all.
    /// </param>
    /// <exception cref="InputException">The head has no labels.</exception>
    public IReadOnlyList<int[]> Labels(Tensor hidden, PackedBatch batch, IReadOnlyList<IReadOnlyList<int>>? places = null) =>
        _head.Labels(hidden, batch, places);

    /// <summary>
    /// The dependency tree of each sequence: for each word its head, 1 and up, 0 for the root, and the id of its relation.
    /// </summary>
    /// <param name="hidden">[N, D].</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="places">The place of each word's first token in its sequence.</param>
    /// <exception cref="InputException">The head makes no trees.</exception>
    public IReadOnlyList<(int Head, int Relation)[]> Trees(Tensor hidden, PackedBatch batch, IReadOnlyList<IReadOnlyList<int>> places) =>
        _head.Trees(hidden, batch, places);

    /// <summary>[B, D]: the vector of each sequence that its labels are read from, before any latent variable; differentiable.</summary>
    /// <exception cref="InputException">The head has no labels of sequences.</exception>
    public Tensor Pooled(Tensor hidden, PackedBatch batch) => _head.Pooled(hidden, batch);

    /// <summary>[N, L]: Gaussian latent variables of tokens, with noise where states drop out, else their means; differentiable.</summary>
    /// <exception cref="InputException">The head has no latent variables.</exception>
    public Tensor TagLatents(Tensor hidden) => _head.TagLatents(hidden);

    private protected override IReadOnlyList<TransformerStack> Stacks => _stack is null ? [] : [_stack];

    /// <inheritdoc/>
    public override void Dispose()
    {
        _stack?.Dispose();
        base.Dispose();
    }

    internal Tensor Forward(PackedBatch batch, Tensor? tokenTypes, Action<Tensor>? trace)
    {
        Check(batch, tokenTypes);
        return _own is not null ? _own.States(batch) : _stack!.Forward(batch, trace, tokenTypes);
    }

    /// <summary>Whether a head of the files tells other labels, as many or few, than the one that is wanted.</summary>
    private static bool HasOtherLabels(EncoderConfig files, EncoderConfig wanted) =>
        files.Labels.Count != wanted.Labels.Count || files.TokenLabels.Count != wanted.TokenLabels.Count;

    private void Check(PackedBatch batch, Tensor? tokenTypes)
    {
        if (batch.MaxLength > Config.ContextLength)
        {
            throw new InputException(
                $"a sequence has {batch.MaxLength} tokens but the model has {Config.ContextLength} positions",
                "model",
                "Shorten it, or use a model with more positions."
            );
        }

        if (tokenTypes is not null)
            CheckTypes(batch, tokenTypes);
    }

    private void MakeLayers(FlatParameters parameters)
    {
        switch (Config.Body)
        {
            case null:
                _stack = new TransformerStack(Config, parameters, dropout: _hidden);
                break;
            case EncoderArchitecture architecture:
                _own = architecture.Create(Config, parameters, _hidden);
                break;
            default:
                throw EncoderLayout.Unknown(Config.Body, Config);
        }
    }

    /// <summary>Computes with other weights from now on: copies that an adapter trains with itself.</summary>
    private void Compute(FlatParameters head, FlatParameters body)
    {
        var before = _with;
        _with = (head, body);
        if (body != before.Body)
        {
            var every = _stack?.RecomputeEvery ?? 0;
            _stack?.Dispose();
            MakeLayers(body);
            RecomputeEvery(every);
        }

        if (head != before.Head || body != before.Body)
            _head = new EncoderHeadLayers(Config, head, _classifier, _own);
    }

    private void CheckTypes(PackedBatch batch, Tensor tokenTypes)
    {
        var types = HostValues.Of<long>(tokenTypes);
        if (types.Length == batch.Tokens && types.All(t => t >= 0 && t < Config.TokenTypes))
            return;
        throw new InputException(
            $"{types.Length} token types from {types.Min()} to {types.Max()} for {batch.Tokens} tokens, but the model has "
                + $"{Config.TokenTypes}",
            "token types",
            "Give one a token, each below that number."
        );
    }
}
