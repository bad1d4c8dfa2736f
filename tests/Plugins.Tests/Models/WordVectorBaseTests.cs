using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Formats.Tokenization;
using Clt.Plugins.Models.Recurrent;
using Clt.Recipes.Models;
using Plugins.Tests.Sources.Lexicons;

namespace Plugins.Tests.Models;

/// <summary>The folder of a recurrent encoder on word vectors.</summary>
public sealed class WordVectorBaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SourceContext Context => new(_folder.Path, _ => { });

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Words_have_their_vectors_and_those_of_two_languages_a_mean_by_frequency()
    {
        Base(("en", ["radio 1 3", "wake 0 2"]), ("es", ["despierta 4 4", "Radio 3 5"])).Write(_folder.Path, Context);

        var tokenizer = TokenizerLoader.Load(_folder.Path);
        tokenizer.EncodeIds("Radio wake despierta wakes").ShouldBe([1, 2, 3, 0]);
        // The layers that are not there are made by the seed.
        using var model = EncoderModel.Load(_folder.Path, Families, c => c.WithHead(EncoderHead.Tokens, ["a", "b"]), init: 1);
        // The first word in English is the second in Spanish.
        float[] expected = [0, 0, 5 / 3f, 11 / 3f, 0, 2, 4, 4];
        model.Parameters[TensorNames.Embedding].data<float>().ToArray().Zip(expected).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-6);
        model.Notes.Count.ShouldBe(16 + 1 + 2, string.Join('\n', model.Notes));
        Should.Throw<InputException>(() => EncoderModel.Load(_folder.Path, Families)).Message.ShouldContain("lstm.weight_ih_l0");
    }

    [Fact]
    public void Nonsense_is_refused_by_name()
    {
        Problems(new BiLstmSettings(0, -1, 1, -0.5, 0))
            .ShouldBe(["layers is 0", "width is -1", "context is 0", "dropout is 1", "noise is -0.5"]);
        Said(Base(("en", ["radio 1 x"]))).ShouldContain("'x' is no number");
        Said(Base(("en", ["radio 1", "wake 1 2"]))).ShouldContain("of several widths");
        Said(Base(("en", []))).ShouldContain("there is no word vector");
    }

    private static ModelFamilies Families { get; } = new([new BiLstmFamily()]);

    private static IEnumerable<string> Problems(BiLstmSettings settings) =>
        new WordVectorBase(MadeUpSource.Of(("en", [])), settings).Problems().Select(p => p.What);

    private string Said(IModelMaker maker) => Should.Throw<InputException>(() => maker.Write(_folder.Path, Context)).Message;

    private static WordVectorBase Base(params (string Language, string[] Entries)[] entries) =>
        new(
            new MadeUpSource(
                string.Join(' ', entries.Select(e => e.Language)),
                l =>
                    entries
                        .Single(e => Language.Parse(e.Language) == l)
                        .Entries.Select(e => e.Split(' ', 2))
                        .Select(e => new Dictionary<string, string> { ["word"] = e[0], ["vector"] = e[1] })
            ),
            new BiLstmSettings(2, 3, 0.1, 0.05, 20)
        );
}
