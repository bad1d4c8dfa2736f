using System.Collections.Concurrent;
using System.Diagnostics;

namespace Clt.Running.Stopping;

/// <summary>
/// Starts child processes from one thread that lives as long as this process: the kernel takes the end of the thread that started a child
/// for the end of its parent.
/// </summary>
public static class Children
{
    private static readonly Lazy<BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)>> Asked = new(Begin);

    /// <summary>Starts a child that ends with this process.</summary>
    /// <exception cref="IOException">It does not start.</exception>
    public static Process Start(ProcessStartInfo start)
    {
        start.Environment[ParentWatch.Variable] = ParentWatch.Self;
        var started = new TaskCompletionSource<Process>();
        Asked.Value.Add((start, started));
        return started.Task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> Begin()
    {
        var asked = new BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)>();
        new Thread(() =>
        {
            foreach (var (start, started) in asked.GetConsumingEnumerable())
            {
                try
                {
                    started.SetResult(Process.Start(start) ?? throw new IOException($"{start.FileName} did not start"));
                }
                catch (Exception e)
                {
                    started.SetException(e);
                }
            }
        })
        {
            IsBackground = true,
            Name = "children",
        }.Start();
        return asked;
    }
}
