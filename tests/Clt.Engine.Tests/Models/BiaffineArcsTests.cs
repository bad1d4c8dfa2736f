using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Models;

/// <summary>Trees by biaffine scores.</summary>
public class BiaffineArcsTests
{
    private static readonly Language English = Language.Parse("en");

    [Fact]
    public void The_loss_is_the_log_likelihood_of_heads_and_relations_by_the_formula()
    {
        using var scope = NewDisposeScope();
        using var model = Parser();
        var example = Example([1, 5, 6, 7, 2], [2, 0, 2], [1, 0, 2]);
        using var batch = new EncoderBatch([example]);
        var hidden = model.Forward(batch.Packed);
        var states = hidden.narrow(0, 0, 4);
        Tensor Projected(string name, Tensor x) =>
            nn.functional.linear(x, model.Parameters[name], model.Parameters[TensorNames.BiasOf(name)]).relu();
        static Tensor One(Tensor x) => cat([x, ones(x.shape[0], 1)], 1);
        var arcs = One(Projected(TensorNames.ArcDependents, states.narrow(0, 1, 3)))
            .mm(model.Parameters[TensorNames.ArcScores])
            .mm(Projected(TensorNames.ArcHeads, states).t());
        var (dependents, heads) = (
            One(Projected(TensorNames.RelationDependents, states.narrow(0, 1, 3))),
            One(Projected(TensorNames.RelationHeads, states))
        );
        var expected = 0.0;
        for (var word = 0; word < 3; word++)
        {
            var (head, relation) = ((int)example.Targets[word + 1], (int)example.Relations![word + 1]);
            var scores = Enumerable.Range(0, 4).Where(h => h != word + 1).Select(h => (h, arcs[word, h].item<float>())).ToList();
            expected += Math.Log(scores.Sum(s => Math.Exp(s.Item2))) - scores.First(s => s.h == head).Item2;
            var weights = model.Parameters[TensorNames.RelationScores].view(3, heads.shape[1], dependents.shape[1]);
            var kinds = Enumerable
                .Range(0, 3)
                .Select(c => (double)heads[head].matmul(weights[c]).dot(dependents[word]).item<float>())
                .ToList();
            expected += Math.Log(kinds.Sum(Math.Exp)) - kinds[relation];
        }

        model.Loss(hidden, batch.Packed, batch.Targets).item<float>().ShouldBe((float)expected, 1e-3f);
    }

    [Fact]
    public void Sentences_do_not_touch_each_other()
    {
        using var scope = NewDisposeScope();
        using var model = Parser();
        EncoderExample[] examples =
        [
            Example([1, 5, 6, 7, 2], [2, 0, 2], [1, 0, 2]),
            Example([1, 8, 2], [0], [1]),
            Example([1, 9, 4, 2], [0, 1], [2, 2]),
        ];
        float Loss(params EncoderExample[] of)
        {
            using var batch = new EncoderBatch(of);
            return model.Loss(model.Forward(batch.Packed), batch.Packed, batch.Targets).item<float>();
        }

        Loss(examples).ShouldBe(examples.Sum(e => Loss(e)), 1e-3f);
    }

    [Fact]
    public void Trees_have_one_root_and_no_cycle()
    {
        using var scope = NewDisposeScope();
        using var model = Parser();
        using var batch = new EncoderBatch([
            Example([1, 5, 6, 7, 8, 9, 3, 2], [2, 0, 2, 2, 2, 2], [0, 0, 0, 0, 0, 0]),
            Example([1, 8, 2], [0], [1]),
        ]);
        var trees = model.Trees(
            model.Forward(batch.Packed),
            batch.Packed,
            [
                [1, 2, 3, 4, 5, 6],
                [1],
            ]
        );
        trees.Select(t => t.Length).ShouldBe([6, 1]);
        foreach (var tree in trees)
        {
            tree.Count(w => w.Head == 0).ShouldBe(1);
            for (var word = 1; word <= tree.Length; word++)
            {
                var (at, steps) = (word, 0);
                while (at != 0 && steps++ < 10)
                    at = tree[at - 1].Head;
                at.ShouldBe(0);
            }
        }
    }

    [Fact]
    public void A_relation_that_the_head_lacks_and_trees_of_another_head_are_refused()
    {
        using var scope = NewDisposeScope();
        using var model = Parser();
        using var wrong = new EncoderBatch([Example([1, 5, 2], [0], [3])]);
        Should
            .Throw<InputException>(() => model.Loss(model.Forward(wrong.Packed), wrong.Packed, wrong.Targets))
            .Message.ShouldContain("the relation 3");
        using var tagger = TinyEncoder.Create(TinyEncoder.Config().WithHead(EncoderHead.Tokens, ["a", "b"]));
        Should
            .Throw<InputException>(() =>
                tagger.Trees(
                    tagger.Forward(wrong.Packed),
                    wrong.Packed,
                    [
                        [1],
                    ]
                )
            )
            .Message.ShouldContain("makes no trees");
        Should
            .Throw<InputException>(() => TinyEncoder.Config().WithHead(EncoderHead.Joint, ["a"]))
            .Message.ShouldContain("0 labels of tokens");
    }

    private static EncoderModel Parser() => TinyEncoder.Create(TinyEncoder.Config().WithHead(EncoderHead.Arcs, ["root", "nsubj", "obj"]));

    /// <summary>Every token but the first and last is a word.</summary>
    private static EncoderExample Example(int[] ids, long[] heads, long[] relations)
    {
        const long none = PackedBatch.Ignored;
        return new EncoderExample("i", English, "toy", ids, [none, .. heads, none]) { Relations = [none, .. relations, none] };
    }
}
