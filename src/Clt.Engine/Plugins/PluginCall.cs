using System.Diagnostics;

namespace Clt.Engine.Plugins;

/// <summary>A call of a plugin that is under way: when it takes very long, one line says which plugin, member and item.</summary>
/// <remarks>
/// Nothing is measured but the time at which it began; a clock of its own looks at what is under way every second. The innermost call of a
/// thread is the one that is named.
/// </remarks>
public readonly struct PluginCall : IDisposable, IEquatable<PluginCall>
{
    /// <summary>From here on a call is said to take long, and again at every doubling.</summary>
    internal static TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    private static readonly List<Slot> Slots = [];
    private static readonly Timer Clock = new(_ => Look(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    [ThreadStatic]
    private static Slot? _own;

    private readonly Call? _outer;

    private PluginCall(Call? outer) => _outer = outer;

    /// <summary>Begins a call; the end of the result ends it.</summary>
    /// <param name="plugin">The object that is called.</param>
    /// <param name="member">What is called, such as <c>Format of the task 'x'</c>.</param>
    /// <param name="item">The item that it is called with.</param>
    /// <param name="report">Takes the line.</param>
    public static PluginCall Begin(object plugin, string member, string item, Action<string> report)
    {
        var slot = _own ??= NewSlot();
        var outer = slot.Current;
        slot.Current = new Call(plugin, member, item, report, Stopwatch.GetTimestamp());
        return new PluginCall(outer);
    }

    /// <summary>Calls a plugin: what takes long is said, and what it raises names plugin, member and item.</summary>
    /// <param name="plugin">The object that is called.</param>
    /// <param name="member">What is called, such as <c>Format of the task 'x'</c>.</param>
    /// <param name="item">The item that it is called with.</param>
    /// <param name="report">Takes the line.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="InputException">As the plugin raised it: it says what is wrong with the input.</exception>
    /// <exception cref="PluginException">The plugin raised anything else.</exception>
    public static T Run<T>(object plugin, string member, string item, Action<string> report, Func<T> call)
    {
        using var begun = Begin(plugin, member, item, report);
        try
        {
            return call();
        }
        catch (Exception e)
            when (e is not (InputException or OperationCanceledException or IOException or UnauthorizedAccessException or PluginException)
                && !Devices.OutOfMemory.Is(e)
            )
        {
            throw new PluginException(PluginOf(plugin), member, item, e);
        }
    }

    /// <summary>The assembly that an object's code is in, as plugins are called in messages.</summary>
    public static string PluginOf(object part) =>
        part.GetType().Assembly.GetName().Name is { } name && !name.StartsWith("Recipe.", StringComparison.Ordinal) ? name : "the recipe";

    /// <summary>What is under way in any thread: member, plugin and item of each call.</summary>
    public static IReadOnlyList<string> Underway()
    {
        lock (Slots)
            return [.. Slots.Select(s => s.Current).OfType<Call>().Select(c => c.ToString())];
    }

    public void Dispose() => _own!.Current = _outer;

    public bool Equals(PluginCall other) => ReferenceEquals(_outer, other._outer);

    public override bool Equals(object? obj) => obj is PluginCall other && Equals(other);

    public override int GetHashCode() => _outer?.GetHashCode() ?? 0;

    public static bool operator ==(PluginCall left, PluginCall right) => left.Equals(right);

    public static bool operator !=(PluginCall left, PluginCall right) => !left.Equals(right);

    private static Slot NewSlot()
    {
        var slot = new Slot();
        lock (Slots)
            Slots.Add(slot);
        _ = Clock;
        return slot;
    }

    private static void Look()
    {
        lock (Slots)
        {
            foreach (var slot in Slots)
                slot.Current?.Look();
        }
    }

    private sealed class Slot
    {
        public volatile Call? Current;
    }

    private sealed class Call(object plugin, string member, string item, Action<string> report, long start)
    {
        private int _said;

        public override string ToString() => $"{member} (in {PluginOf(plugin)}) with item '{item}'";

        public void Look()
        {
            var took = Stopwatch.GetElapsedTime(start);
            if (took < Patience * Math.Pow(2, _said))
                return;
            ++_said;
            report(
                $"warning: {member} (in {PluginOf(plugin)}) has taken {took.TotalSeconds:0} s so far with item '{item}'. Ctrl-C stops "
                    + $"the run; "
                    + "--cell-timeout ends what hangs."
            );
        }
    }
}
