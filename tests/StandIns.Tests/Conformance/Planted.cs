namespace StandIns.Tests.Conformance;

// A small public surface with every kind of member, whose listing is written by hand in ComparerTests.
public abstract class Planted<T> : IDisposable where T : struct
{
    public const int Most = 3;

    public static readonly string Name = nameof(Planted<T>);

    protected Planted(T? start, params long[] sizes)
    {
        _ = start;
        _ = sizes;
    }

    public enum Level : byte
    {
        Low = 1,
    }

    public delegate void Handler(object sender);

    public event Handler? Changed;

    public (int, T) Pair { get; private set; }

    public string this[long at] => at.ToString();

    public static bool operator !(Planted<T> it) => it.Changed is null;

    public static bool Try(string text = "a", double rate = 1e-5, DayOfWeek day = DayOfWeek.Monday, bool strict = false) => text.Length > rate;

    public abstract void Find<TKey>(Dictionary<TKey, Inner[]> map, out int? found, ref T[,] grid) where TKey : notnull;

    public void Dispose() => GC.SuppressFinalize(this);

    protected virtual void Close() => Hidden();

    internal static void Hidden()
    {
    }

    public struct Inner;
}
