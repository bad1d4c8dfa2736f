namespace Clt.Running.Tests.Toys;

/// <summary>Toy sums with solved examples before the question.</summary>
internal sealed class FewShotTask(ISource source, FewShot shots) : ITask
{
    private readonly ToyTask _inner = new(source);

    public TaskInfo Info => _inner.Info with { FewShot = shots };

    public ISource Source => _inner.Source;

    public Example Format(Record record) => _inner.Format(record);
}
