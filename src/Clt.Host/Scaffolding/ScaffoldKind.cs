namespace Clt.Host.Scaffolding;

/// <summary>What <c>clt new</c> writes.</summary>
internal enum ScaffoldKind
{
    Recipe,
    Task,
    Metric,
    Source,
    Model,
    Ci,
    Editor,
}
