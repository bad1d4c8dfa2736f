namespace Clt.Host.Doctor;

/// <summary>One line of <c>clt doctor</c>.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="State">Whether it is as it should be.</param>
/// <param name="Value">What was found.</param>
/// <param name="Mend">What to do, where it is not as it should be.</param>
internal sealed record Check(string Name, CheckState State, string Value, string? Mend = null)
{
    public static Check Good(string name, string value) => new(name, CheckState.Good, value);

    public static Check Warn(string name, string value, string mend) => new(name, CheckState.Warning, value, mend);

    public static Check Bad(string name, string value, string mend) => new(name, CheckState.Bad, value, mend);
}
