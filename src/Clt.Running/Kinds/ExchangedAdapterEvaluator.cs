using Clt.Results.Store;
using Clt.Running.Answering;

namespace Clt.Running.Kinds;

/// <summary>
/// Zero-shot transfer by adapters (MAD-X, Pfeiffer et al. 2020): a stage has learnt with the adapter of one language, and each language's
/// items are answered with that language's adapter in its place.
/// </summary>
/// <param name="first">One of the languages: all models are alike but for their weights.</param>
/// <param name="load">Loads the model with the adapter of a language.</param>
internal sealed class ExchangedAdapterEvaluator(Language first, Func<Language, IEvaluator> load) : IEvaluator
{
    private (Language Language, IEvaluator Model)? _open;

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
            With(language.Key).Answer(items, [.. language], made, cancel);
    }

    public void Dispose() => _open?.Model.Dispose();

    private IEvaluator With(Language language)
    {
        if (_open is { } open && open.Language.Code == language.Code)
            return open.Model;
        _open?.Model.Dispose();
        _open = null;
        _open = (language, load(language));
        return _open.Value.Model;
    }
}
