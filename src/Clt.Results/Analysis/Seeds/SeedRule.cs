using System.Globalization;

namespace Clt.Results.Analysis.Seeds;

/// <summary>
/// Stopping rule of adaptive seeds: when the seeds of a condition are enough. <c>|</c> joins rules, of which one must hold.
/// </summary>
public abstract record SeedRule
{
    private protected SeedRule() { }

    /// <summary>Codes of the languages that it looks at; empty for all that are evaluated.</summary>
    public IReadOnlyList<string> On { get; init; } = [];

    /// <summary>As a recipe writes it.</summary>
    public abstract string Text { get; }

    /// <summary>The rules that are joined; itself where none is.</summary>
    internal virtual IEnumerable<SeedRule> Alternatives => [this];

    /// <summary>Enough where one of two rules says so.</summary>
    public static SeedRule operator |(SeedRule first, SeedRule second) => new EitherRule([.. first.Alternatives, .. second.Alternatives]);

    /// <summary>What it is on, for <see cref="Text"/>.</summary>
    private protected string Named => On.Count == 0 ? "" : $", on: {string.Join(' ', On)}";

    private protected static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>Enough once the score's interval over seeds is so narrow.</summary>
/// <param name="Most">The greatest half of its width, in the metric's unit.</param>
internal sealed record HalfWidthRule(double Most) : SeedRule
{
    public override string Text => $"HalfWidth({Number(Most)}{Named})";
}

/// <summary>Enough once the sign of a difference is decided.</summary>
/// <param name="Question"><c>gain</c>, over the base as it is; or an axis, to one of its values.</param>
/// <param name="Against">That value; null for <c>gain</c>.</param>
/// <param name="Within">Enough too where the difference is surely smaller than this; 0 for never.</param>
internal sealed record DecidedRule(string Question, string? Against, double Within) : SeedRule
{
    /// <summary>The difference to the base as it is.</summary>
    public const string Gain = "gain";

    public override string Text
    {
        get
        {
            var against = Against is null ? "" : $", against: \"{Against}\"";
            var within = Within > 0 ? $", within: {Number(Within)}" : "";
            return $"Decided(\"{Question}\"{against}{within}{Named})";
        }
    }

    /// <summary>In a table's head.</summary>
    public string Name => Against is null ? Question : $"{Question}: difference to {Against}";
}

/// <summary>Enough where one of several rules says so.</summary>
/// <param name="Rules">At least two.</param>
internal sealed record EitherRule(IReadOnlyList<SeedRule> Rules) : SeedRule
{
    public override string Text => string.Join(" | ", Rules.Select(r => r.Text));

    internal override IEnumerable<SeedRule> Alternatives => Rules;
}
