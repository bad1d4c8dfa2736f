using System.Buffers.Binary;

namespace Clt.Plugins.Metrics.Judge;

/// <summary>
/// Lets so many requests begin in a minute, evenly spread, and so many be under way at once: of all processes together that have the same
/// folder.
/// </summary>
/// <remarks>
/// A file holds the time of the next beginning; a request under way holds a lock on one of so many files. The system frees the locks of a
/// process that ends.
/// </remarks>
/// <param name="folder">The endpoint's own; made when first needed.</param>
internal sealed class Pace(string folder, int perMinute, int concurrency)
{
    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(20);
    private readonly long _step = TimeSpan.TicksPerMinute / perMinute;

    /// <summary>Waits for this request's turn, which lasts until the result is disposed of.</summary>
    public async Task<IDisposable> Turn(CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var place = await Take(Enumerable.Range(0, concurrency).Select(i => $"place-{i}"), cancel);
        try
        {
            var wait = await Begin(cancel);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, cancel);
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>Takes the next beginning; how long it is until then.</summary>
    private async Task<TimeSpan> Begin(CancellationToken cancel)
    {
        using var file = await Take(["next"], cancel);
        var ticks = new byte[sizeof(long)];
        var now = DateTime.UtcNow.Ticks;
        var next = file.Read(ticks) == ticks.Length ? BinaryPrimitives.ReadInt64LittleEndian(ticks) : now;
        // No more than those under way can be waiting: a time further ahead is of a clock that was wrong.
        next = Math.Clamp(next, now, now + (concurrency * _step));
        BinaryPrimitives.WriteInt64LittleEndian(ticks, next + _step);
        file.Position = 0;
        file.Write(ticks);
        return TimeSpan.FromTicks(next - now);
    }

    /// <summary>Locks the first of some files that is free.</summary>
    private async Task<FileStream> Take(IEnumerable<string> names, CancellationToken cancel)
    {
        var paths = names.Select(n => Path.Combine(folder, n)).ToList();
        while (true)
        {
            foreach (var path in paths)
            {
                try
                {
                    return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                }
                catch (IOException) when (File.Exists(path))
                {
                    // Another request has it.
                }
            }

            await Task.Delay(Busy, cancel);
        }
    }
}
