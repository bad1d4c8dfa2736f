using Clt.Results.Store;
using Clt.Running.Answering;

namespace Clt.Running.Kinds;

/// <summary>
/// Language-specific weights: each language's items are answered by the model that has its own, and one model is open at a time.
/// </summary>
/// <param name="first">The key of one of the models: all are alike but for their weights.</param>
/// <param name="keyOf">The key of a language's model.</param>
/// <param name="load">Loads the model of a key.</param>
internal sealed class SwitchedEvaluator(string first, Func<Language, string> keyOf, Func<string, IEvaluator> load) : IEvaluator
{
    private (string Key, IEvaluator Model)? _open;

    public long Parameters => Open.Parameters;

    public bool InGroups => Open.InGroups;

    private IEvaluator Open => _open?.Model ?? With(first);

    public void Answer(
        IReadOnlyList<Example> items,
        IReadOnlyList<int> group,
        Action<int, PredictionLine, int> made,
        CancellationToken cancel
    )
    {
        foreach (var language in group.GroupBy(i => items[i].Language))
            With(keyOf(language.Key)).Answer(items, [.. language], made, cancel);
    }

    public void Dispose() => _open?.Model.Dispose();

    private IEvaluator With(string key)
    {
        if (_open is { } open && open.Key == key)
            return open.Model;
        _open?.Model.Dispose();
        _open = null;
        _open = (key, load(key));
        return _open.Value.Model;
    }
}
