namespace Clt.Results.Statistics.Resampling;

/// <summary>How a confidence interval was made. <see cref="IntervalPolicy"/> says which kind of figure takes which.</summary>
public enum IntervalMethod
{
    /// <summary>No interval can be given.</summary>
    None,

    /// <summary>Percentile bootstrap over crossed clusters, widened for few clusters.</summary>
    Bootstrap,

    /// <summary>Wilson's score interval of a proportion (Wilson 1927).</summary>
    Wilson,

    /// <summary>Score interval of a difference of two proportions (Newcombe 1998, method 10).</summary>
    Newcombe,

    /// <summary>Student's t of independent values, or of a least-squares coefficient.</summary>
    StudentT,

    /// <summary>Fisher's z transformation of a correlation.</summary>
    FisherZ,

    /// <summary>Profile of a fit's parameter: the values whose fit is not significantly worse, by the F distribution.</summary>
    Profile,

    /// <summary>Quotient of the far ends of two profile intervals.</summary>
    ProfileQuotient,

    /// <summary>Prediction interval for one new run, by Student's t.</summary>
    Prediction,

    /// <summary>Prediction interval for one new run, mean of several fits, with their disagreement.</summary>
    Forecast,
}
