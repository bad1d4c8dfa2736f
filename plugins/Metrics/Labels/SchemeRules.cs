namespace Clt.Plugins.Metrics.Labels;

/// <summary>
/// Where entities begin, go on and end in a strict scheme: rules on a tag and the one before, written as both prefixes (* for any) and
/// whether the types are the same (=), different (!) or free (*).
/// </summary>
internal sealed record SchemeRules(string Prefixes, string Start, string Inside, string End)
{
    private static readonly Dictionary<TagScheme, SchemeRules> Table = new()
    {
        [TagScheme.IOB1] = new("IOB", "OI* II! BI* IB= BB=", "BI= II=", "II! IO* IB* BO* BI! BB="),
        [TagScheme.IOB2] = new("IOB", "*B*", "BI= II=", "IO* II! IB* BO* BI! BB*"),
        [TagScheme.IOE1] = new("IOE", "OI* II! EI* EE=", "II= IE=", "II! IO* IE! EI= EE="),
        [TagScheme.IOE2] = new("IOE", "OI* OE* EI* EE* II! IE!", "IE= II=", "E**"),
        [TagScheme.IOBES] = new("IOBES", "*B* *S*", "BI= BE= II= IE=", "S** E**"),
        [TagScheme.BILOU] = new("IOBLU", "*B* *U*", "BI= BL= II= IL=", "U** L**"),
    };

    public static SchemeRules Of(TagScheme scheme) => Table[scheme];

    public static bool Fits(string rules, (char Prefix, string Type) before, (char Prefix, string Type) tag)
    {
        var same = before.Type == tag.Type;
        for (var i = 0; i < rules.Length; i += 4)
        {
            var prefixes = (rules[i] == '*' || rules[i] == before.Prefix) && (rules[i + 1] == '*' || rules[i + 1] == tag.Prefix);
            if (prefixes && (rules[i + 2] == '*' || (rules[i + 2] == '=') == same))
                return true;
        }

        return false;
    }
}
