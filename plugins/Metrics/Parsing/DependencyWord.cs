namespace Clt.Plugins.Metrics.Parsing;

/// <summary>A word with its gold and predicted head and relation.</summary>
/// <param name="Upos">Universal part of speech.</param>
/// <param name="GoldHead">1 and up; 0 is the root.</param>
/// <param name="GoldRelation">Universal relation, perhaps with a subtype after a colon.</param>
public readonly record struct DependencyWord(string Upos, int GoldHead, string GoldRelation, int PredictedHead, string PredictedRelation)
{
    /// <summary>Relations without subtypes, as universal dependencies are evaluated.</summary>
    public (string Gold, string Predicted) MainRelations => (Main(GoldRelation), Main(PredictedRelation));

    internal static string Main(string relation) => relation.Split(':')[0];
}
