using System.Diagnostics;
using Clt.Fuzz.Tests.Damage;
using Clt.Fuzz.Tests.Kinds;

namespace Clt.Fuzz.Tests.Running;

/// <summary>
/// Mutational fuzzing in this process: each input is read, or refused by an <see cref="InputException"/> (what the command turns into exit
/// code 2 with its message), in bounded time and memory. The last input stays on disk where it ends the process.
/// </summary>
internal sealed class FuzzRun(FuzzKind kind)
{
    /// <summary>The time that one input may take, on a machine that other work shares.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>How many bytes a byte of the input may cost, besides what is free for its kind.</summary>
    public const int BytesPerByte = 2_000;

    private const int LongestMessage = 8_000,
        MostFaults = 10;

    private readonly string _folder = Path.Combine(
        Path.GetTempPath(),
        $"clt-fuzz-{Environment.ProcessId}-{kind.Name.Replace(' ', '-').Replace('/', '-')}"
    );
    private readonly Stopwatch _clock = new();
    private readonly List<string> _faults = [];
    private string _at = "";

    // Set where an input took too long: it stays on disk.
    private volatile bool _isOver;

    /// <summary>Reads the corpus as it is.</summary>
    public int ReadCorpus()
    {
        foreach (var sample in kind.Corpus)
        {
            Write(sample);
            kind.Read(_folder);
        }

        Directory.Delete(_folder, recursive: true);
        return kind.Corpus.Count;
    }

    /// <summary>Reads so many damaged inputs.</summary>
    /// <exception cref="FuzzFault">One ended otherwise: it names the input, which stays on disk.</exception>
    public FuzzCounts Run(int inputs, ulong seed)
    {
        FuzzCounts? counts = null;
        Exception? fault = null;
        var reader = new Thread(() =>
        {
            try
            {
                counts = ReadAll(inputs, seed);
            }
            catch (Exception e)
            {
                fault = e;
            }
        })
        {
            IsBackground = true,
        };
        reader.Start();
        while (!reader.Join(TimeSpan.FromSeconds(1)))
        {
            if (_clock.Elapsed <= Longest)
                continue;
            _isOver = true;
            throw new FuzzFault($"{_at} took more than {Longest.TotalSeconds:0} seconds", null);
        }

        if (fault is not null)
            throw new FuzzFault($"{_at}: {fault.Message}", fault);
        return _faults.Count == 0 ? counts! : throw new FuzzFault(string.Join("\n\n", _faults), null);
    }

    private FuzzCounts ReadAll(int inputs, ulong seed)
    {
        var (read, refused, most) = (0, 0, 0.0);
        // What is loaded once, such as plugins, belongs to no input.
        Write(kind.Corpus[0]);
        kind.Read(_folder);
        for (var trial = 0; trial < inputs && !_isOver; trial++)
        {
            var rng = new Seed(seed).Stream($"{kind.Name} {trial}").Generator();
            var sample = kind.Corpus[rng.Next(kind.Corpus.Count)];
            var files = sample.Keys.Where(kind.Damaged).Order(StringComparer.Ordinal).ToList();
            var file = files[rng.Next(files.Count)];
            var damaged = Damages.Of(file, sample[file], rng);
            Write(new Dictionary<string, byte[]>(sample) { [file] = damaged });
            _at = $"{kind.Name}, trial {trial}, seed {seed}, {Path.Combine(_folder, file)}";
            var before = GC.GetAllocatedBytesForCurrentThread();
            _clock.Restart();
            Count(ref read, ref refused);
            _clock.Reset();
            if (_faults.Count == MostFaults)
                break;
            var size = Math.Max(1, sample.Sum(f => f.Key == file ? damaged.Length : f.Value.Length));
            most = Math.Max(most, (GC.GetAllocatedBytesForCurrentThread() - before - kind.FreeBytes) / (double)size);
            if (most > BytesPerByte)
                throw new InvalidOperationException($"allocated {most:0} times its size, and {kind.FreeBytes} bytes");
        }

        if (_faults.Count > 0 || _isOver)
            return new FuzzCounts(read, refused, most);

        Directory.Delete(_folder, recursive: true);
        return new FuzzCounts(read, refused, most);
    }

    /// <summary>Faults are gathered, each with its input, so that one run shows many.</summary>
    private void Count(ref int read, ref int refused)
    {
        try
        {
            if (IsRead())
                read++;
            else
                refused++;
        }
        catch (Exception e)
        {
            var place = $"{_folder}-fault{_faults.Count}";
            Directory.Move(_folder, place);
            var told = e.ToString();
            _faults.Add($"{_at.Replace(_folder, place, StringComparison.Ordinal)}: {told[..Math.Min(LongestMessage, told.Length)]}");
        }
    }

    private bool IsRead()
    {
        try
        {
            kind.Read(_folder);
            return true;
        }
        catch (InputException e)
        {
            foreach (var problem in e.Problems)
                Check(problem);
            return false;
        }
    }

    /// <summary>A message says what, where and how to mend it, and does not print the whole input.</summary>
    private static void Check(Problem problem)
    {
        if (problem.What.Length == 0 || problem.Where.Length == 0 || problem.Mend.Length == 0)
            throw new InvalidOperationException($"a message lacks a part: {problem}");
        if (problem.ToString().Length > LongestMessage)
            throw new InvalidOperationException($"a message has {problem.ToString().Length} characters: {problem.ToString()[..400]}");
    }

    private void Write(IReadOnlyDictionary<string, byte[]> files)
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        foreach (var (name, content) in files)
        {
            var path = Path.Combine(_folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }
    }
}

/// <summary>An input that was neither read nor refused as it should be.</summary>
internal sealed class FuzzFault(string message, Exception? inner) : Exception(message, inner);
