using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.States;
using Clt.Formats.Framing;
using Clt.Kernels;

namespace Clt.Engine.Tests.States;

/// <summary>Hidden states of pieces of texts.</summary>
public class StateReaderTests
{
    private static readonly Language English = Language.Parse("en");
    private static readonly Language Russian = Language.Parse("ru");

    [Fact]
    public void The_last_layer_is_what_the_model_gives_pooled_over_the_tokens_of_each_piece()
    {
        // A token a byte: Cyrillic letters are two.
        var tokenizer = SmallTokenizer.With(
            ["<s>", "</s>"],
            """{"bos_token": "<s>", "eos_token": "</s>", "add_bos_token": true, "add_eos_token": true}"""
        );
        StateText[] texts = [new("a", English, ["ab", " c"]), new("b", Russian, ["да", " ну", "!"])];
        foreach (var pieces in new[] { PieceState.Mean, PieceState.First })
        {
            var config = TinyEncoder.Config() with { VocabularySize = tokenizer.VocabularySize };
            using var model = TinyEncoder.Create(config);
            var frame = TextFrame.Of(tokenizer);
            var expected = new List<float>();
            foreach (var text in texts)
            {
                using var batch = PackedBatch.Of([frame.Around([.. text.Pieces.SelectMany(p => tokenizer.EncodeIds(p))])]);
                var hidden = HostValues.Of<float>(model.Forward(batch));
                var at = frame.Before.Count;
                foreach (var count in text.Pieces.Select(p => tokenizer.EncodeIds(p).Count))
                {
                    var tokens = pieces == PieceState.First ? 1 : count;
                    for (var d = 0; d < 32; d++)
                        expected.Add(Enumerable.Range(at, tokens).Average(t => hidden[(t * 32) + d]));
                    at += count;
                }
            }

            using var reader = new StateReader(TinyEncoder.Create(config), tokenizer);
            var read = new Dictionary<int, List<float>>
            {
                [0] = [],
                [1] = [],
                [2] = [],
            };
            reader.Read(texts, pieces, read.Keys, (layer, rows) => read[layer].AddRange(rows));
            read.Values.ShouldAllBe(r => r.Count == 5 * 32);
            read[2].Zip(expected, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-5f);
            read[0].ShouldNotBe(read[2]);
        }
    }

    [Fact]
    public void Layer_0_is_the_embeddings_and_only_layers_that_are_asked_for_are_given()
    {
        using var reader = new StateReader(LanguageModel.Create(Decoder, 1), Bytes);
        StateReader.LastLayer(Decoder).ShouldBe(2);
        var read = new Dictionary<int, float[]>();
        // The same word in two places: its embedding is the same, what layers make of it is not.
        reader.Read([new("a", English, ["x", " y", "x"])], PieceState.Mean, [0, 2], (layer, rows) => read[layer] = rows);
        read.Keys.ShouldBe([0, 2]);
        Row(read[0], 0).ShouldBe(Row(read[0], 2));
        Row(read[2], 0).ShouldNotBe(Row(read[2], 2));
    }

    [Fact]
    public void Texts_that_are_too_long_or_words_without_a_token_are_named_all_at_once()
    {
        using var reader = new StateReader(LanguageModel.Create(Decoder, 1), Bytes);
        var problems = Should
            .Throw<InputException>(() =>
                reader.Read(
                    [new("long", Russian, [new string('ж', 40)]), new("fine", English, ["x"]), new("empty", English, [""])],
                    PieceState.Mean,
                    [0],
                    (_, _) => { }
                )
            )
            .Problems;
        problems.Select(p => p.Where).ShouldBe(["item long (rus_Cyrl)", "item empty (eng_Latn)"]);
        problems[0].What.ShouldContain("but the context is 24");
        problems[1].What.ShouldContain("has no token");
    }

    private static Formats.Tokenization.HubTokenizer Bytes => SmallTokenizer.With(["<s>", "</s>"]);

    private static DecoderConfig Decoder => LlamaConfig.Create(258, layers: 2, width: 32, heads: 4, context: 24, bos: 0, eos: 1);

    private static float[] Row(float[] rows, int row) => rows[(row * 32)..((row + 1) * 32)];
}
