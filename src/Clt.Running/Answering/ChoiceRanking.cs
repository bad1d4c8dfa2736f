using Clt.Engine.Data;
using Clt.Results.Store;

namespace Clt.Running.Answering;

/// <summary>
/// Log-likelihood requests of multiple-choice items, laid one behind the other, and the lines that are made of their sums: one an item,
/// once all of its options are known.
/// </summary>
internal sealed class ChoiceRanking
{
    private readonly IReadOnlyList<Item> _items;
    private readonly List<(int Item, int Slot)> _owners = [];

    /// <param name="examples">The items.</param>
    /// <param name="requests">
    /// The requests of an item after a prompt, one an option; an <see cref="InputException"/> says why there are none.
    /// </param>
    /// <exception cref="InputException">Some items have none: their problems are listed.</exception>
    public ChoiceRanking(IEnumerable<Example> examples, Func<Example, string, IReadOnlyList<(int[] Context, int[] Continuation)>> requests)
    {
        _items = EachExample.Read(
            examples,
            example => new Item(
                example,
                requests(example, example.Prompt),
                example.UnconditionalPrompt is { } prompt ? requests(example, prompt) : []
            )
        );
        for (var i = 0; i < _items.Count; i++)
            _owners.AddRange(Enumerable.Range(0, _items[i].Requests.Count).Select(slot => (i, slot)));
    }

    /// <summary>All requests, item by item.</summary>
    public IReadOnlyList<(int[] Context, int[] Continuation)> Requests => [.. _items.SelectMany(i => i.Requests)];

    /// <summary>Takes the sum of a request.</summary>
    /// <param name="request">Its place.</param>
    /// <param name="sum">The log-likelihood.</param>
    /// <param name="made">Takes an item's place, line and tokens, where this was its last.</param>
    public void Take(int request, double sum, Action<int, PredictionLine, int> made)
    {
        var (place, slot) = _owners[request];
        var item = _items[place];
        item.Sums[slot] = sum;
        if (--item.Waiting == 0)
            made(place, item.Line(), item.Tokens);
    }

    /// <summary>An item in the middle of its requests: those after its prompt, and those after its unconditional prompt.</summary>
    private sealed class Item(
        Example example,
        IReadOnlyList<(int[] Context, int[] Continuation)> asked,
        IReadOnlyList<(int[] Context, int[] Continuation)> unconditional
    )
    {
        public IReadOnlyList<(int[] Context, int[] Continuation)> Requests { get; } = [.. asked, .. unconditional];

        public double[] Sums { get; } = new double[asked.Count + unconditional.Count];

        public int Waiting { get; set; } = asked.Count + unconditional.Count;

        /// <summary>Contexts are read once.</summary>
        public int Tokens =>
            Requests.DistinctBy(r => r.Context.Length).Sum(r => r.Context.Length) + Requests.Sum(r => r.Continuation.Length);

        public PredictionLine Line()
        {
            List<ScoredChoice> choices = [];
            for (var i = 0; i < asked.Count; i++)
            {
                double? alone = unconditional.Count > 0 ? Sums[asked.Count + i] : null;
                choices.Add(new ScoredChoice(example.Choices[i].Trim(), Sums[i], asked[i].Continuation.Length, alone));
            }

            // The first of those that are alike, as in NumPy's argmax.
            var answer = choices.MaxBy(c => c.LogLikelihood)!.Text;
            return new PredictionLine(example.ItemId, example.Prompt, answer, example.References, null, choices.Sum(c => c.Tokens))
            {
                Choices = choices,
            };
        }
    }
}
