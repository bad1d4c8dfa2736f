using Clt.Engine.Objectives;
using Clt.Formats.Files;

namespace Clt.Engine.Training;

/// <summary>A checkpoint that is kept along training as a model of its own, to be probed or trained from.</summary>
/// <param name="Name">Its folder's name: <c>kept/NAME</c> in the job's folder, a Hugging Face directory.</param>
/// <param name="Tokens">
/// It is that of the first step after which so many tokens have been trained on; 0 is the model before training.
/// </param>
public sealed record KeptModel(string Name, long Tokens)
{
    /// <summary>Where a job keeps the model of a name.</summary>
    /// <param name="job">The job's folder.</param>
    /// <param name="name">As <see cref="Name"/>.</param>
    public static string FolderOf(string job, string name) => Path.Combine(job, "kept", name);

    /// <summary>Writes those whose tokens a step has reached. A run that goes on from a checkpoint has written those before it.</summary>
    /// <param name="job">Names them.</param>
    /// <param name="objective">Its model has the weights to keep.</param>
    /// <param name="before">Tokens before the step; negative before the first.</param>
    /// <param name="now">Tokens after it.</param>
    /// <exception cref="IOException">The disk is full or read-only.</exception>
    internal static void Write(TrainingJob job, IObjective objective, long before, long now)
    {
        foreach (var kept in job.Keep.Where(k => k.Tokens > before && k.Tokens <= now))
        {
            var folder = FolderOf(job.Folder, kept.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
            AtomicFolder.Write(
                folder,
                temporary =>
                {
                    objective.Model.Save(temporary);
                    job.WriteTokenizer?.Invoke(temporary);
                    return true;
                },
                replace: true
            );
        }
    }
}
