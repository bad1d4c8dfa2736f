namespace Clt;

/// <summary>The version of this contract, against which a plugin's manifest states a range such as <c>&gt;=1.0 &lt;2.0</c>.</summary>
public static class ContractVersion
{
    public const string Text = "1.0";
}
