namespace Clt.Recipes.Data;

/// <summary>A task whose training part lacks what is tested; its test items are as they were.</summary>
/// <param name="inner">The task.</param>
/// <param name="tests">The tasks whose test items are left out.</param>
internal sealed class TaskWithoutTestItems(ITask inner, IReadOnlyList<ITask> tests) : ITask
{
    public TaskInfo Info => inner.Info;

    public ISource Source { get; } = new SourceWithoutTestItems(inner, tests);

    /// <summary>Everything that decides its examples, besides this class.</summary>
    public IEnumerable<object> Parts => tests.Append(inner).SelectMany(t => new object[] { t, t.Source });

    public Example Format(Record record) => inner.Format(record);
}
