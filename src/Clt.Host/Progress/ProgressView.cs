using System.Globalization;
using System.Text;
using Clt.Results.Tables;
using Clt.Running.Runner;

namespace Clt.Host.Progress;

/// <summary>
/// Shows how a run goes: one line that is drawn over on a terminal, plain lines now and then otherwise. On standard error.
/// </summary>
internal sealed class ProgressView : IProgress<StudyProgress>, IDisposable
{
    private const int BarWidth = 20;
    private readonly Lock _gate = new();
    private readonly TextWriter _output;
    private readonly Func<int>? _width;
    private readonly TimeSpan _interval;
    private TimeSpan _last = TimeSpan.MinValue;
    private bool _drawn;

    /// <param name="output">Where lines go.</param>
    /// <param name="width">Columns of the terminal, or null for plain lines.</param>
    /// <param name="interval">Least time between two lines.</param>
    public ProgressView(TextWriter output, Func<int>? width, TimeSpan interval) => (_output, _width, _interval) = (output, width, interval);

    public static ProgressView ForTerminal() =>
        Console.IsErrorRedirected
            ? new ProgressView(Console.Error, null, TimeSpan.FromSeconds(10))
            : new ProgressView(Console.Error, () => Math.Max(40, Console.WindowWidth), TimeSpan.FromMilliseconds(200));

    public void Report(StudyProgress value)
    {
        lock (_gate)
        {
            if (value.Event is { } news)
            {
                Clear();
                _output.WriteLine(Visible.Of(news));
            }

            if (_last != TimeSpan.MinValue && value.Elapsed - _last < _interval)
                return;
            _last = value.Elapsed;
            Draw(value);
        }
    }

    /// <summary>Takes the live line away.</summary>
    public void Dispose()
    {
        lock (_gate)
            Clear();
    }

    /// <summary>
    /// The line itself, such as <c>[████░░░░] 41 % · 9 of 26 cells · training n = 50, seed 2 · 21,400 tokens/s · loss 1.23 · 1 min 2 s
    /// left</c>.
    /// </summary>
    internal static string Line(StudyProgress value)
    {
        var filled = (int)Math.Round(value.Fraction * BarWidth);
        var line = new StringBuilder();
        line.Append('[').Append('█', filled).Append('░', BarWidth - filled).Append(']');
        line.Append(CultureInfo.InvariantCulture, $" {value.Fraction * 100:0} % · {value.Done} of {value.Cells} cells");
        if (value.Failed > 0)
            line.Append($" · {value.Failed} failed");
        var rate = value.Running.Sum(r => r.Report.TokensPerSecond);
        var losses = value.Running.Select(r => r.Report.Loss).Where(double.IsFinite).ToList();
        if (rate > 0)
            line.Append(CultureInfo.InvariantCulture, $" · {rate:N0} tokens/s");
        if (losses.Count > 0)
            line.Append(CultureInfo.InvariantCulture, $" · loss {losses.Average():0.000}");
        if (value.Left is { } left)
            line.Append($" · {Format.Duration(left.TotalSeconds)} left");
        line.AppendJoin("", value.Running.Select(r => $" · {(r.Report.Phase.Length > 0 ? r.Report.Phase + " " : "")}{r.Title}"));
        return line.ToString();
    }

    private void Draw(StudyProgress value)
    {
        var line = Visible.Of(Line(value));
        if (_width is null)
        {
            _output.WriteLine(line);
            return;
        }

        var width = _width() - 1;
        _output.Write('\r' + (line.Length > width ? line[..width] : line.PadRight(width)));
        _drawn = true;
    }

    private void Clear()
    {
        if (!_drawn || _width is null)
            return;
        _output.Write('\r' + new string(' ', _width() - 1) + '\r');
        _drawn = false;
    }
}
