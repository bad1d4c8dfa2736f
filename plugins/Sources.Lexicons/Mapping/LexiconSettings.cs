namespace Clt.Plugins.Sources.Lexicons.Mapping;

/// <summary>How a lexicon is induced from word vectors.</summary>
/// <param name="Top">Translations of a word, best first.</param>
/// <param name="Neighbours">For CSLS; 0 takes the cosine.</param>
/// <param name="Frequent">How many of the most frequent words the mapping is learnt of.</param>
/// <param name="Most">Most words of either language.</param>
/// <param name="SelfLearning">Whether the mapping is learnt on from its own pairs.</param>
internal sealed record LexiconSettings(int Top, int Neighbours, int Frequent, int Most, bool SelfLearning)
{
    /// <summary>Numbers that are out of range.</summary>
    public void Check(Problems problems)
    {
        problems.Check(Top >= 1, $"top is {Top}", "Lexicon", "Keep at least one translation.");
        problems.Check(Neighbours >= 0, $"neighbours is {Neighbours}", "Lexicon", "Give 10, or 0 for the cosine alone.");
        problems.Check(Frequent >= 2, $"frequent is {Frequent}", "Lexicon", "Give a number of words, such as 5000.");
        problems.Check(Most >= 2, $"words is {Most}", "Lexicon", "Give a number of words, such as 20000.");
    }

    /// <summary>Canonical, with the version of the algorithm.</summary>
    public override string ToString() =>
        $"v1 top {Top}, CSLS {Neighbours}, {Frequent} frequent, {Most} words, {(SelfLearning ? "self-learning" : "one mapping")}";
}
