namespace Clt.Results.Store;

/// <summary>How the pretrained bases of a study were drawn, which decides what its intervals hold for.</summary>
public enum BaseSampling
{
    /// <summary>Results that were stored before this was.</summary>
    Unknown,

    /// <summary>A base for every seed of the study: intervals cover bases.</summary>
    PerSeed,

    /// <summary>One base that the study trained: intervals hold for it.</summary>
    One,

    /// <summary>A model that was given, such as a published one: intervals hold for it.</summary>
    Given,

    /// <summary>Some bases of the study are of one kind, some of another.</summary>
    Mixed,
}
