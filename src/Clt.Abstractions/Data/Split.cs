namespace Clt;

/// <summary>The disjoint parts of a source. An item, in whichever language, is in one part only.</summary>
public enum Split
{
    Train,
    Validation,
    Test,
}
