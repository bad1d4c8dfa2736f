namespace Clt.Results.Statistics.Resampling;

/// <summary>Names of the methods of intervals.</summary>
public static class IntervalMethods
{
    /// <summary>In words, for the notes of tables.</summary>
    public static string Text(this IntervalMethod method) =>
        method switch
        {
            IntervalMethod.None => "no interval",
            IntervalMethod.Bootstrap => "cluster bootstrap",
            IntervalMethod.Wilson => "Wilson's score",
            IntervalMethod.Newcombe => "Newcombe's score",
            IntervalMethod.StudentT => "Student's t",
            IntervalMethod.FisherZ => "Fisher's z",
            IntervalMethod.Profile => "F profile of the fit",
            IntervalMethod.ProfileQuotient => "far ends of two F profiles",
            IntervalMethod.Prediction => "Student's t prediction",
            IntervalMethod.Forecast => "prediction by several fits",
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "There is no such method."),
        };

    /// <summary>One word for CSV and JUnit files, such as <c>bootstrap</c>; empty where a stored result does not say.</summary>
    public static string Word(this IntervalMethod? method) =>
        method switch
        {
            null => "",
            IntervalMethod.None => "none",
            IntervalMethod.Bootstrap => "bootstrap",
            IntervalMethod.Wilson => "wilson",
            IntervalMethod.Newcombe => "newcombe",
            IntervalMethod.StudentT => "t",
            IntervalMethod.FisherZ => "fisher-z",
            IntervalMethod.Profile => "profile",
            IntervalMethod.ProfileQuotient => "profile-quotient",
            IntervalMethod.Prediction => "prediction",
            IntervalMethod.Forecast => "forecast",
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "There is no such method."),
        };
}
