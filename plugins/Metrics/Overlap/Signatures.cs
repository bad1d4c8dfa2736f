namespace Clt.Plugins.Metrics.Overlap;

/// <summary>The two forms in which sacreBLEU prints a signature.</summary>
public static class Signatures
{
    /// <summary>The short form of a signature: <c>#:1|c:mixed|e:no|tok:13a|s:exp|v:2.6.0</c>.</summary>
    public static string Short(string signature) =>
        string.Join(
            '|',
            signature
                .Split('|')
                .Select(part =>
                {
                    var colon = part.IndexOf(':');
                    return Key(part[..colon], part[(colon + 1)..]) + part[colon..];
                })
        );

    private static string Key(string key, string value) =>
        key switch
        {
            "nrefs" => "#",
            "case" => "c",
            "eff" => "e",
            "smooth" => "s",
            "space" => "s",
            "norm" => "nr",
            "punct" => "pn",
            "asian" => "as",
            "version" => "v",
            // TER abbreviates its tokenizer, BLEU does not.
            "tok" when value == "tercom" => "t",
            _ => key,
        };
}
