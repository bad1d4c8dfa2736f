namespace TorchSharp;

/// <summary>The open scopes of each thread, and their statistics.</summary>
public class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager? current;

    private readonly ThreadDisposeScopeStatistics statistics = new();
    private readonly List<DisposeScope> scopes = [];

    public DisposeScopeManager()
    {
    }

    /// <summary>The counters of the calling thread.</summary>
    public static ThreadDisposeScopeStatistics Statistics => Current.statistics;

    internal static DisposeScopeManager Current => current ??= new DisposeScopeManager();

    /// <summary>The innermost open scope of this thread.</summary>
    internal DisposeScope? Innermost => scopes.Count == 0 ? null : scopes[^1];

    internal LifetimeStatistics Tensors => statistics.TensorStatistics;

    internal DisposeScope Open()
    {
        var scope = new DisposeScope(this, Innermost);
        scopes.Add(scope);
        return scope;
    }

    internal void Close(DisposeScope scope) => scopes.Remove(scope);
}
