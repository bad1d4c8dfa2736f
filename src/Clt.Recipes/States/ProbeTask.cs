using System.Globalization;
using Clt.Engine.States;

namespace Clt.Recipes.States;

/// <summary>
/// Linear probe (Alain and Bengio 2017): a linear classifier that is fitted on a frozen model's hidden states, at each layer, and scored on
/// test items as any other model of the task.
/// </summary>
/// <param name="inner">
/// What is probed for: labels of texts or of pairs of texts, tags of words, or labels of pairs of words.
/// </param>
/// <param name="name">Its name in results.</param>
internal sealed class ProbeTask(ITask inner, string name) : StatesTask
{
    /// <summary>What is probed for.</summary>
    public ITask Inner => inner;

    /// <summary>
    /// Languages that a probe is fitted in, each of which is tested in all languages; null to fit one in each language that is tested.
    /// </summary>
    public LanguageSet? From { get; init; }

    /// <summary>Training items of a probe.</summary>
    public required int Train { get; init; }

    /// <summary>Probes at each place; each draws items of its own.</summary>
    public required int Seeds { get; init; }

    /// <summary>How they are fitted.</summary>
    public required ProbeFit Fit { get; init; }

    /// <summary>How a word's state is made; that of a text is the mean.</summary>
    public required PieceState Words { get; init; }

    /// <inheritdoc/>
    public override TaskInfo Info =>
        new(
            name,
            $"a linear probe: {inner.Info.Description}",
            new Dictionary<string, string>(inner.Info.Settings.Select(s => KeyValuePair.Create($"probed {s.Key}", s.Value)))
            {
                ["probed"] = inner.Info.Name,
                ["probed as"] = inner.Info.Scoring.ToString(),
                ["type"] = inner.GetType().FullName!,
                ["labels"] = string.Join(' ', inner.Info.Labels),
                ["layers"] = Text(Layers),
                ["from"] = From is null ? "the language tested" : string.Join(' ', From.Select(l => l.Code)),
                ["train"] = Train.ToString(CultureInfo.InvariantCulture),
                ["seeds"] = Seeds.ToString(CultureInfo.InvariantCulture),
                ["fit"] = Fit.Text,
                ["words"] = Words.ToString(),
            },
            Scoring.States,
            inner.Info.Metrics
        );

    /// <inheritdoc/>
    public override ISource Source => inner.Source;

    /// <inheritdoc/>
    public override int Further => Train;

    /// <inheritdoc/>
    public override IEnumerable<object> Parts => [inner, inner.Source];

    /// <summary>Languages that probes for a tested language are fitted in.</summary>
    public IEnumerable<Language> FittedFor(Language tested) => From is null ? [tested] : From;

    /// <inheritdoc/>
    public override Example Format(Record record) => inner.Format(record);
}
