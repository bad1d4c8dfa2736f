using System.Globalization;

namespace Clt.Recipes.States;

/// <summary>How a linear probe is fitted on standardised states.</summary>
/// <param name="Penalty">L2 penalty of the weights, for states of unit variance; positive.</param>
public abstract record ProbeFit(double Penalty)
{
    /// <summary>In canonical text.</summary>
    public abstract string Text { get; }

    /// <summary>A number as in canonical text.</summary>
    protected static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>Ridge regression on one-hot labels, in closed form: the label with the greatest value is the answer.</summary>
/// <inheritdoc/>
public sealed record RidgeFit(double Penalty) : ProbeFit(Penalty)
{
    /// <inheritdoc/>
    public override string Text => $"ridge {Number(Penalty)}";
}

/// <summary>
/// Multinomial logistic regression, by Newton steps with a fixed bound of the Hessian (Böhning 1992), until the loss stops falling.
/// </summary>
/// <inheritdoc/>
public sealed record LogisticFit(double Penalty) : ProbeFit(Penalty)
{
    /// <inheritdoc/>
    public override string Text => $"logistic {Number(Penalty)}";
}
