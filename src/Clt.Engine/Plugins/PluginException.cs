namespace Clt.Engine.Plugins;

/// <summary>A plugin's code raised an exception: which plugin, what of it was called, and with which item.</summary>
/// <param name="plugin">Its assembly, or the recipe.</param>
/// <param name="member">What was called, such as <c>Format of the task 'x'</c>.</param>
/// <param name="item">The item that it was called with.</param>
/// <param name="inner">What it raised.</param>
public sealed class PluginException(string plugin, string member, string item, Exception inner)
    : Exception($"{member} (in {plugin}) failed with item '{item}': {inner.GetType().Name}: {inner.Message}", inner)
{
    public string Plugin { get; } = plugin;

    public string Member { get; } = member;

    public string Item { get; } = item;
}
