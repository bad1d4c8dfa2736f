namespace Clt;

/// <summary>Which records to read.</summary>
public sealed record SourceRequest(Language Language, Split Split, SourceContext Context);
