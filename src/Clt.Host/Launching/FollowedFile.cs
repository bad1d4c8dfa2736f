using System.Text;

namespace Clt.Host.Launching;

/// <summary>The lines of a text file that another process still writes.</summary>
internal sealed class FollowedFile(string path) : IDisposable
{
    private readonly StringBuilder _rest = new();
    private StreamReader? _reader;

    /// <summary>Lines that were completed since the last call.</summary>
    /// <param name="ended">Nothing more is written: what has no line break is a line too.</param>
    public IReadOnlyList<string> New(bool ended)
    {
        if (_reader is null && File.Exists(path))
            _reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        _rest.Append(_reader?.ReadToEnd());
        var lines = _rest.ToString().Split('\n');
        _rest.Clear();
        if (!ended)
            _rest.Append(lines[^1]);
        else if (lines[^1].Length > 0)
            return lines;
        return lines[..^1];
    }

    public void Dispose() => _reader?.Dispose();
}
