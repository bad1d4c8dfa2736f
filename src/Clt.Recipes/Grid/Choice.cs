using System.Diagnostics.CodeAnalysis;

namespace Clt.Recipes.Grid;

/// <summary>A setting: one value, or one that depends on the axes of the study.</summary>
/// <remarks>An axis is discovered when it is read, so an axis may be read for some values of another only.</remarks>
public class Choice<T>
{
    private readonly Func<Point, T>? _at;

    /// <param name="at">The value at a point of the grid; null only for a derived class that overrides <see cref="At"/>.</param>
    /// <param name="origin">Where the value came from: <c>recipe</c>, <c>default</c>, or the axis.</param>
    public Choice(Func<Point, T>? at, string origin) => (_at, Origin) = (at, origin);

    /// <summary>Where the value came from, for the report.</summary>
    public string Origin { get; }

    /// <summary>The value at a point of the grid.</summary>
    /// <exception cref="InvalidOperationException">The point has no value for an axis that is needed.</exception>
    public virtual T At(Point point) => _at!(point);

    /// <summary>
    /// Another setting made from this one. The function is called once for each value, so that objects made by it are shared.
    /// </summary>
    public Choice<TResult> Select<TResult>(Func<T, TResult> make)
    {
        var made = new Dictionary<Key, TResult>();
        return new Choice<TResult>(
            p =>
            {
                var key = new Key(At(p));
                lock (made)
                {
                    if (!made.TryGetValue(key, out var value))
                        made[key] = value = make(key.Value);
                    return value;
                }
            },
            Origin
        );
    }

    /// <summary>Query syntax over several settings: <c>from a in x from b in y select f(a, b)</c>.</summary>
    public Choice<TResult> SelectMany<TNext, TResult>(Func<T, Choice<TNext>> next, Func<T, TNext, TResult> join)
    {
        var inner = Select(next);
        return new Choice<TResult>(p => join(At(p), inner.At(p).At(p)), Origin);
    }

    /// <summary>
    /// A value is a setting; no value is none, so that <c>evaluateEvery: followed ? Steps(50) : null</c> means what it says.
    /// </summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator Choice<T>?(T? value) => value is null ? null : new(_ => value, "recipe");

    /// <summary>A setting among settings, such as an axis of words, is the one that it names at each point.</summary>
    [return: NotNullIfNotNull(nameof(nested))]
    public static implicit operator Choice<T>?(Choice<Choice<T>>? nested) =>
        nested is null ? null : new(p => nested.At(p).At(p), nested.Origin);

    /// <summary>Values compared by their own equality, objects without one by identity.</summary>
    private readonly record struct Key(T Value)
    {
        public bool Equals(Key other) => EqualityComparer<T>.Default.Equals(Value, other.Value);

        public override int GetHashCode() => Value is null ? 0 : EqualityComparer<T>.Default.GetHashCode(Value);
    }
}
