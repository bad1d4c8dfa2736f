namespace Clt.Plugins.Launchers.Slurm;

/// <summary>
/// Places items as Slurm jobs: arrays for those that need nothing, others after them for those that need these, and so on, each as large as
/// the cluster takes. Items are idempotent, so Slurm may requeue them as it likes. Every node must see the folder of the runs and the
/// program.
/// </summary>
public sealed class SlurmLauncher : ILauncher
{
    public string Name => "slurm";

    public void Launch(LaunchJob job, CancellationToken cancel)
    {
        var settings = SlurmSettings.Read(job.Settings);
        if (job.Worker is null)
            throw new ArgumentException("Slurm needs a command.", nameof(job));
        // A dry run is for looking at scripts where no cluster is, too.
        var limits = settings.DryRun ? SlurmLimits.None : SlurmQueue.Limits();
        var arrays = SlurmArray.Of(job.Items, limits.MostTasks);
        if (settings.DryRun)
        {
            foreach (var array in arrays)
                job.Report(new LaunchReport(array.Items[0].Id, LaunchState.Progress, Message: SlurmScript.Of(array.Items, job, settings)));
            return;
        }

        Directory.CreateDirectory(job.Folder);
        foreach (var item in job.Items)
        {
            File.Delete(Path.Combine(job.Folder, item.Id + SlurmScript.Done));
            File.Delete(Path.Combine(job.Folder, item.Id + SlurmScript.Failed));
        }

        new SlurmRun(job, settings, limits, arrays).Follow(cancel);
    }
}
