namespace Clt.Plugins.Metrics.Overlap;

/// <summary>An edit that turns a hypothesis into a reference.</summary>
internal enum EditOperation : byte
{
    Keep,
    Substitute,
    Insert,
    Delete,
}
