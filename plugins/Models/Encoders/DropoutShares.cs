namespace Clt.Plugins.Models.Encoders;

/// <summary>Dropout in a <c>config.json</c>.</summary>
internal static class DropoutShares
{
    /// <summary>A share in [0, 1); another number is a problem, noted in <paramref name="read"/>.</summary>
    public static double Share(this ConfigReader read, string name, double otherwise)
    {
        var share = read.Number(name, otherwise);
        read.Require(share is >= 0 and < 1, $"'{name}' is {share}", "Give a share in [0, 1).");
        return share;
    }
}
