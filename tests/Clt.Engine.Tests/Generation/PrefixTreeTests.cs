using Clt.Engine.Generation.Prefixes;

namespace Clt.Engine.Tests.Generation;

public sealed class PrefixTreeTests
{
    [Fact]
    public void A_common_beginning_is_a_node_and_what_fewer_share_is_one_below()
    {
        int[] shots = [.. Enumerable.Range(0, 40)],
            question = [.. Enumerable.Range(100, 20)];
        int[][] sequences =
        [
            [.. shots, 7],
            [9, 9, 9],
            [.. shots, .. question, 1],
            [.. shots, .. question, 2, 3],
            [.. shots, 8, 8],
        ];
        var tree = new PrefixTree(sequences);

        tree.Leaf(1).ShouldBeNull();
        tree.Leaf(0).ShouldBeSameAs(tree.Leaf(4));
        tree.Leaf(2).ShouldBeSameAs(tree.Leaf(3));
        (tree.Leaf(0)!.Start, tree.Leaf(0)!.End, tree.Leaf(0)!.Users).ShouldBe((0, 40, 4));
        (tree.Leaf(2)!.Start, tree.Leaf(2)!.End, tree.Leaf(2)!.Users).ShouldBe((40, 60, 2));
        tree.Leaf(2)!.Parent.ShouldBeSameAs(tree.Leaf(0));
    }

    [Fact]
    public void The_last_token_is_never_shared_and_few_tokens_are_not_worth_it()
    {
        int[] text = [.. Enumerable.Range(0, 30)];
        new PrefixTree([text, text]).Leaf(0)!.End.ShouldBe(29);
        new PrefixTree([text, text[..25]]).Leaf(1)!.End.ShouldBe(24);
        new PrefixTree([text[..16], text[..16]]).Leaf(0).ShouldBeNull();
        new PrefixTree([
            [.. text[..15], 77],
            text,
        ]).Leaf(0).ShouldBeNull();
    }

    [Fact]
    public void Every_path_spells_the_beginning_of_its_sequence()
    {
        var rng = new Rng(3);
        var sequences = Enumerable.Range(0, 200).Select(_ => Sequence()).ToArray();
        var tree = new PrefixTree(sequences);
        tree.Order.Order().ShouldBe(Enumerable.Range(0, 200));
        var shared = 0;
        for (var place = 0; place < 200; place++)
        {
            var sequence = tree.Order[place];
            var at = 0;
            foreach (var node in tree.Leaf(sequence)?.Path ?? [])
            {
                node.Start.ShouldBe(at);
                at = node.End;
                place.ShouldBeInRange(node.First, node.First + node.Users - 1);
                for (var user = node.First; user < node.First + node.Users; user++)
                    sequences[tree.Order[user]].Take(node.End).ShouldBe(sequences[sequence].Take(node.End));
                shared++;
            }

            at.ShouldBeLessThan(sequences[sequence].Length);
        }

        shared.ShouldBeGreaterThan(100);

        // A token in 17 is one of two, the others are certain.
        int[] Sequence() => [.. Enumerable.Range(0, 20 + rng.Next(60)).Select(t => t / 17 + rng.Next(t % 17 == 0 ? 2 : 1))];
    }
}
