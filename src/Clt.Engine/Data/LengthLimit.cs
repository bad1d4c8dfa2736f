namespace Clt.Engine.Data;

/// <summary>
/// Maximum sequence length with what becomes of longer examples: handed to what turns examples into tokens, and counts them.
/// </summary>
/// <param name="overlong">What becomes of an example that is too long.</param>
/// <param name="maxLength">Most tokens, the special ones among them; null for what the model reads.</param>
/// <remarks>For one thread at a time.</remarks>
public sealed class LengthLimit(Overlong overlong, int? maxLength = null)
{
    private readonly Dictionary<(string Task, string Language), Tally> _tallies = [];
    private Tally? _reading;

    /// <summary>What becomes of an example that is too long.</summary>
    public Overlong Overlong => overlong;

    /// <summary>Tasks and languages with examples that were too long, in the order in which they were read.</summary>
    public IReadOnlyList<OverlongCount> Counts => [.. _tallies.Values.Where(t => t.IsOver).Select(t => t.Count())];

    /// <summary>A limit that refuses, at the model's context.</summary>
    public static LengthLimit OfContext() => new(Overlong.Refuse);

    /// <summary>Most tokens that are read.</summary>
    /// <param name="context">Most tokens that the model reads.</param>
    public int Most(int context) => Math.Min(maxLength ?? context, context);

    /// <summary>Turns examples into what a model reads: one each, none where it is left out, several where it is split.</summary>
    /// <exception cref="InputException">
    /// Some cannot be turned, or are too long where that is refused: kinds of problems are listed, a line a task and language for lengths.
    /// </exception>
    public IReadOnlyList<T> Read<T>(IEnumerable<Example> examples, Func<Example, IReadOnlyList<T>> read)
    {
        var (made, problems) = (new List<T>(), new List<Problem>());
        foreach (var example in examples)
        {
            _reading = TallyOf(example);
            _reading.Begin();
            try
            {
                made.AddRange(read(example));
            }
            catch (OverlongException)
            {
                _reading.LeaveOut(example);
            }
            catch (InputException e)
            {
                problems.AddRange(e.Problems);
            }
            finally
            {
                _reading = null;
            }
        }

        if (overlong.Action == OverlongAction.Refuse)
            problems.AddRange(_tallies.Values.Where(t => t.IsOver).Select(t => t.Refusal()));
        EachExample.Refuse(problems);
        return made;
    }

    /// <summary>As <see cref="Read{T}(IEnumerable{Example}, Func{Example, IReadOnlyList{T}})"/>, of what is never split.</summary>
    public IReadOnlyList<T> Read<T>(IEnumerable<Example> examples, Func<Example, T> read) => Read<T>(examples, e => [read(e)]);

    /// <summary>Says that an example is too long, and returns where it is to be cut or split.</summary>
    /// <param name="example">The example.</param>
    /// <param name="count">Its tokens.</param>
    /// <param name="most">Most that are read.</param>
    /// <param name="which">What of it is too long.</param>
    /// <param name="canCut">Whether it has a part that may be cut away.</param>
    /// <exception cref="InputException">That is refused, and it is not read among many.</exception>
    internal void Exceed(Example example, int count, int most, string which = "the example", bool canCut = true)
    {
        _reading?.Exceed(example, count, most, overlong.Action);
        switch (overlong.Action)
        {
            case OverlongAction.Truncate when canCut:
            case OverlongAction.Split when canCut:
                return;
            case OverlongAction.Truncate or OverlongAction.Split:
                throw new InputException(
                    $"{which} has {count} tokens but at most {most} are read, and nothing of it may be cut",
                    example.Where(),
                    "Say overlong: LeaveOut, or raise the maximum length."
                );
            case OverlongAction.LeaveOut or OverlongAction.Refuse when _reading is not null:
                throw new OverlongException();
            case OverlongAction.LeaveOut or OverlongAction.Refuse:
                throw Tally.Refused($"{which} has {count} tokens but at most {most} are read", example.Where());
            default:
                throw new ArgumentOutOfRangeException(nameof(example), overlong.Action, "There is no such action.");
        }
    }

    /// <summary>Ids that fit: all of them, or what is left of them where they are cut.</summary>
    /// <param name="example">Whose they are.</param>
    /// <param name="ids">The ids.</param>
    /// <param name="framed">Special tokens around them.</param>
    /// <param name="most">Most that are read, special tokens among them.</param>
    /// <param name="which">What they are of it.</param>
    internal int[] Fit(Example example, IReadOnlyList<int> ids, int framed, int most, string which = "the example")
    {
        if (ids.Count + framed <= most)
            return [.. ids];
        Exceed(example, ids.Count + framed, most, which);
        if (overlong.Action == OverlongAction.Split)
            throw Unsplit(example);
        var room = Math.Max(0, most - framed);
        return overlong.Side == TextSide.Left ? [.. ids.Skip(ids.Count - room)] : [.. ids.Take(room)];
    }

    /// <summary>Leaves an example out of which nothing is left that could be trained.</summary>
    internal void NothingLeft()
    {
        if (_reading is not null)
            throw new OverlongException();
    }

    internal static InputException Unsplit(Example example) =>
        new(
            "it is too long, and only plain texts are split up: the parts of an answer have no prompt",
            example.Where(),
            "Say overlong: Truncate(Left) or LeaveOut."
        );

    private Tally TallyOf(Example example)
    {
        var key = (example.Task, example.Language.Code);
        return _tallies.TryGetValue(key, out var known) ? known : _tallies[key] = new Tally(example);
    }

    /// <summary>Ends the reading of an example that is left out or refused; it is never seen outside of <c>Read</c>.</summary>
    private sealed class OverlongException : Exception;

    private sealed class Tally(Example first)
    {
        private int _examples,
            _cut,
            _leftOut,
            _divided,
            _longest,
            _most;

        private bool _counted;
        private string _where = "";

        public bool IsOver => _cut + _leftOut + _divided > 0;

        public OverlongCount Count() => new(first.Task, first.Language, _examples, _cut, _leftOut, _divided, _longest, _most);

        public void Begin() => (_counted, _examples) = (false, _examples + 1);

        public void Exceed(Example example, int count, int most, OverlongAction action)
        {
            (_longest, _most) = (Math.Max(_longest, count), most);
            if (_where.Length == 0)
                _where = example.Where();
            // An example may have two sequences.
            if (_counted)
                return;
            _counted = true;
            if (action == OverlongAction.Truncate)
                _cut++;
            else if (action == OverlongAction.Split)
                _divided++;
        }

        public void LeaveOut(Example example)
        {
            if (_where.Length == 0)
                _where = example.Where();
            // What was cut until nothing was left.
            if (_cut > 0 && _counted)
                _cut--;
            _leftOut++;
        }

        public Problem Refusal() =>
            Refused(
                _leftOut == 1
                    ? $"the example has {_longest} tokens but at most {_most} are read"
                    : $"{_leftOut} of {_examples} examples have more than {_most} tokens, the longest {_longest}",
                _leftOut == 1 ? _where : $"{_where} and {_leftOut - 1} more"
            ).Problems[0];

        public static InputException Refused(string what, string where) =>
            new(what, where, "Raise maxLength or the model's context, or say overlong: Truncate(Left), Truncate(Right) or LeaveOut.");
    }
}
