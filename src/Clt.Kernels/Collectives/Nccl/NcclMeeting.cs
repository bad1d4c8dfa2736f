using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Clt.Kernels.Collectives.Nccl;

/// <summary>
/// What ranks tell each other by files of a folder that all see, new for each launch: the group's unique id, and rank 0's announcements,
/// for which GPUs need not wait.
/// </summary>
internal sealed class NcclMeeting(string folder)
{
    private const int LookMilliseconds = 20;

    private int _said,
        _heard;

    /// <summary>The same id on all ranks: rank 0 makes it, the others wait for it.</summary>
    /// <exception cref="CollectiveException">Rank 0 does not write it.</exception>
    public unsafe NcclId Id(NcclCalls calls, int rank, TimeSpan patience)
    {
        var (path, id) = (Path.Combine(folder, "nccl-id"), default(NcclId));
        if (rank == 0)
        {
            calls.Check(calls.GetUniqueId(&id), "a unique id");
            Write(path, MemoryMarshal.AsBytes(new ReadOnlySpan<NcclId>(in id)));
            return id;
        }

        for (var clock = Stopwatch.StartNew(); !File.Exists(path); Thread.Sleep(LookMilliseconds))
        {
            if (clock.Elapsed > patience)
                throw new CollectiveException($"rank {rank} waited {patience.TotalSeconds:0} s for rank 0 to write {path}");
        }

        var bytes = File.ReadAllBytes(path);
        return bytes.Length == NcclId.Bytes
            ? MemoryMarshal.Read<NcclId>(bytes)
            : throw new CollectiveException($"{path} holds no id of NCCL");
    }

    public void Say(string text) => Write(Announcement(_said++), System.Text.Encoding.UTF8.GetBytes(text));

    public string? Hear() => File.Exists(Announcement(_heard)) ? File.ReadAllText(Announcement(_heard++)) : null;

    private string Announcement(int number) => Path.Combine(folder, $"announcement-{number}");

    /// <summary>Whole or not at all.</summary>
    private void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(path + ".new", content);
        File.Move(path + ".new", path, overwrite: true);
    }
}
