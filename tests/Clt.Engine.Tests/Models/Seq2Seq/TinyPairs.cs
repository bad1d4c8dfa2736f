using Clt.Engine.Data;
using Clt.Engine.Models.Seq2Seq;

namespace Clt.Engine.Tests.Models.Seq2Seq;

/// <summary>Models with an encoder and a decoder that are small enough to make in a test, and pairs for them.</summary>
internal static class TinyPairs
{
    public const int Vocabulary = 40;
    public const int MBartPositions = 12;

    public const string T5 = """
        {"architectures":["T5ForConditionalGeneration"],"d_model":16,"d_kv":8,"d_ff":24,"num_layers":2,"num_heads":2,"vocab_size":40,
         "relative_attention_num_buckets":8,"relative_attention_max_distance":12,
        "decoder_start_token_id":0,"eos_token_id":1,"pad_token_id":0}
        """;

    public const string MBart = """
        {"architectures":["MBartForConditionalGeneration"],"d_model":16,"vocab_size":40,"eos_token_id":2,"decoder_start_token_id":39,
         "encoder_layers":1,"encoder_attention_heads":2,"encoder_ffn_dim":24,"decoder_layers":2,"decoder_attention_heads":4,
         "decoder_ffn_dim":32,"max_position_embeddings":12,"scale_embedding":true,"init_std":0.2}
        """;

    public static SequencePair[] Pairs { get; } =
    [new([5, 9, 11, 1], [7, 8, 1]), new([6, 1], [30, 31, 32, 33, 1]), new([20, 21, 22, 23, 24, 25, 1], [4, 1])];

    public static SequenceToSequenceModel Create(string json, long seed = 1) =>
        SequenceToSequenceModel.Create(GoldenFolders.Families.Read(json, "a test"), seed);

    /// <summary>Hidden states of the decoder, pair by pair.</summary>
    public static float[][] States(SequenceToSequenceModel model, params SequencePair[] pairs)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var noGrad = TorchSharp.torch.no_grad();
        using var batch = SequenceToSequenceBatch.Of(model.Config, pairs);
        var hidden = model.Forward(batch);
        var starts = batch.Target.Starts;
        return [.. pairs.Select((_, i) => hidden.narrow(0, starts[i], starts[i + 1] - starts[i]).data<float>().ToArray())];
    }
}
