namespace Clt;

/// <summary>
/// The version of this contract, against which a plugin's manifest states a range such as <c>&gt;=1.0 &lt;2.0</c>. The minor rises with
/// what is added, the major with what a plugin would miss: a test holds it against the contracts that were published.
/// </summary>
public static class ContractVersion
{
    public const string Text = "1.1";
}
