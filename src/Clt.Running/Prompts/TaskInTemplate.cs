using Clt.Engine.Plugins;

namespace Clt.Running.Prompts;

/// <summary>A task whose examples are conversations in a model's chat template.</summary>
/// <param name="inner">The task.</param>
/// <param name="prompts">Writes them.</param>
internal sealed class TaskInTemplate(ITask inner, PromptMaker prompts) : ITask
{
    public TaskInfo Info => inner.Info;

    public ISource Source => inner.Source;

    public Example Format(Record record) =>
        prompts.Trained(
            PluginCall.Run(inner, $"Format of the task '{Info.Name}'", record.ItemId, prompts.Report, () => inner.Format(record))
        );
}
