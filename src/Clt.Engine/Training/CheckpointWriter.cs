namespace Clt.Engine.Training;

/// <summary>Writes checkpoints on another thread, one at a time: training stops only while its tensors are copied.</summary>
internal sealed class CheckpointWriter(CheckpointFolder folder, int keep) : IDisposable
{
    private readonly StateSnapshot _snapshot = new();
    private Task<Exception?>? _writing;

    /// <summary>The state of the checkpoint that is being written, or was last.</summary>
    private CheckpointState? _state;

    /// <summary>Waits for the checkpoint that is being written, if any.</summary>
    /// <returns>The one that could not be written, and why; null where all is well.</returns>
    public (CheckpointState State, Exception Error)? Wait()
    {
        var error = _writing?.GetAwaiter().GetResult();
        _writing = null;
        return error is null ? null : (_state!, error);
    }

    /// <summary>Copies the tensors on the first rank and starts writing; after <see cref="Wait"/>. All ranks must call it.</summary>
    public void Start(TrainedState tensors, CheckpointState state, bool isFirst)
    {
        tensors.Take(_snapshot);
        if (!isFirst)
            return;
        _state = state;
        _writing = Task.Run(() => Write(state));
    }

    public void Dispose()
    {
        Wait();
        _snapshot.Dispose();
    }

    private Exception? Write(CheckpointState state)
    {
        try
        {
            var path = folder.PathOf(state.Step);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Checkpoint.Write(path, _snapshot, state);
            folder.Prune(keep, state.BestStep);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e;
        }
    }
}
