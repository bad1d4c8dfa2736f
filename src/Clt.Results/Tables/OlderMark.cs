namespace Clt.Results.Tables;

/// <summary>Provenance mark of results that other code than this build's made, kept on request.</summary>
internal static class OlderMark
{
    /// <summary>Stands behind what such results are part of.</summary>
    public const string Symbol = "†";

    /// <summary><c>Clt.Engine and libtorch differ</c>; <c>nothing differs</c> for none.</summary>
    public static string Differs(IEnumerable<string> code)
    {
        var names = code.ToList();
        return names.Count switch
        {
            0 => "nothing differs",
            1 => $"{names[0]} differs",
            _ => $"{Words.Listed(names)} differ",
        };
    }
}
