namespace Clt.Host.Scaffolding;

/// <summary>What <c>clt new</c> writes.</summary>
internal enum ScaffoldKind
{
    Recipe,
    Task,
    Metric,
    Source,
    Model,
    Objective,
    Adapter,
    Schedule,
    Ci,
    Editor,
}
