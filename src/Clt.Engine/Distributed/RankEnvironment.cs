using System.Globalization;

namespace Clt.Engine.Distributed;

/// <summary>This process's place among those that work together, as its launcher put it into the environment.</summary>
/// <param name="Rank">From 0; rank 0 writes files and the log.</param>
/// <param name="Size">Number of processes.</param>
/// <param name="Meeting">A folder that all processes see, new for each launch; it need not be there.</param>
/// <param name="Supervised">Whether the launcher watches this process, and ends its standard input to stop it.</param>
public sealed record RankEnvironment(int Rank, int Size, string Meeting, bool Supervised = false)
{
    /// <summary>A path, new for each launch, that all processes see.</summary>
    public const string MeetingVariable = "CLT_MEETING";
    public const string RankVariable = "CLT_RANK";
    public const string SizeVariable = "CLT_RANKS";

    /// <summary>Null where this process works alone. Those of <c>mpirun</c> or Slurm stand in for rank and size.</summary>
    /// <exception cref="InputException">The variables are incomplete or contradict each other.</exception>
    public static RankEnvironment? Read() => Read(Environment.GetEnvironmentVariable);

    /// <summary>Threads that this process computes with: its share of the machine unless OMP_NUM_THREADS says otherwise.</summary>
    public int Threads => ComputeThreads.Share(Size);

    /// <summary>Its number among those on this machine, from 0, as <c>mpirun</c> and <c>srun</c> say it: the GPU that is its own.</summary>
    public int OnMachine =>
        int.TryParse(
            Environment.GetEnvironmentVariable("OMPI_COMM_WORLD_LOCAL_RANK") ?? Environment.GetEnvironmentVariable("SLURM_LOCALID"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : Rank;

    /// <summary>Starts processes as those that work together on this machine; each is told its number when it starts.</summary>
    public static void WriteTo(IDictionary<string, string?> environment, int size, string meeting)
    {
        environment[MeetingVariable] = meeting;
        environment[SizeVariable] = size.ToString(CultureInfo.InvariantCulture);
        environment[ComputeThreads.Variable] = ComputeThreads.OfMachine(size).ToString(CultureInfo.InvariantCulture);
    }

    internal static RankEnvironment? Read(Func<string, string?> variable)
    {
        var meeting = variable(MeetingVariable);
        if (string.IsNullOrEmpty(meeting))
            return null;
        var rank = Number(RankVariable, "OMPI_COMM_WORLD_RANK", "SLURM_PROCID");
        var size = Number(SizeVariable, "OMPI_COMM_WORLD_SIZE", "SLURM_NTASKS");
        if (rank is null || size is null || size < 1 || rank < 0 || rank >= size)
        {
            throw new InputException(
                $"{MeetingVariable} is set, but {RankVariable} ({rank?.ToString(CultureInfo.InvariantCulture) ?? "missing"}) and "
                    + $"{SizeVariable} "
                    + $"({size?.ToString(CultureInfo.InvariantCulture) ?? "missing"}) name no process",
                "environment",
                "Start it by 'clt launch local' or 'clt launch slurm', which set them."
            );
        }

        return new RankEnvironment(rank.Value, size.Value, meeting, variable(RankVariable) is not null);

        // mpirun's before Slurm's: under Slurm mpirun is one task, and so are all that it starts.
        int? Number(string own, string mpirun, string slurm) =>
            int.TryParse(
                variable(own) ?? variable(mpirun) ?? variable(slurm),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var value
            )
                ? value
                : null;
    }
}
