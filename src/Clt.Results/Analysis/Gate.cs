using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;

namespace Clt.Results.Analysis;

/// <summary>Acceptance criterion: a statement that a run is to bear out, that one score is above another with 95 % intervals apart.</summary>
/// <param name="Name">What is stated, such as <c>de: above random weights</c>.</param>
/// <param name="Higher">The score that is to be higher.</param>
/// <param name="Lower">What it is to be above, from the study's results.</param>
public sealed record Gate(string Name, GateScore Higher, Func<StudyResults, Interval> Lower)
{
    /// <summary>The gate with its numbers.</summary>
    /// <exception cref="InputException">A score is not in the results of a study that was run to its end.</exception>
    public GateResult Run(StudyResults results)
    {
        try
        {
            return new GateResult(Name, Higher.Of(results), Lower(results));
        }
        catch (InputException) when (results.Missing > 0)
        {
            // The cell that has it failed, or was not run: what is not measured does not hold.
            return new GateResult(Name, IntervalPolicy.None(double.NaN, "it was not measured"), Number(double.NaN));
        }
    }

    /// <summary>A number as an end without an interval.</summary>
    public static Interval Number(double value) => IntervalPolicy.None(value, "it is a number");
}
