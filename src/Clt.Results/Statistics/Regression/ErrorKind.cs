namespace Clt.Results.Statistics.Regression;

/// <summary>How the errors of a linear model's coefficients are estimated (MacKinnon and White 1985).</summary>
public enum ErrorKind
{
    /// <summary>Equal variances.</summary>
    Classical,

    /// <summary>White's.</summary>
    HC0,

    /// <summary>White's times n / (n - k).</summary>
    HC1,

    /// <summary>Residuals divided by 1 - leverage.</summary>
    HC2,

    /// <summary>Residuals divided by (1 - leverage)², near the jackknife: best in small samples.</summary>
    HC3,
}
