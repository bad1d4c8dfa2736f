using Clt.Engine.Distributed;

namespace Clt.Engine.Tests.Distributed;

public sealed class RankEnvironmentTests
{
    [Fact]
    public void Without_a_meeting_place_a_process_works_alone()
    {
        Read().ShouldBeNull();
        Read(("CLT_RANK", "0"), ("CLT_RANKS", "2")).ShouldBeNull();
    }

    [Fact]
    public void Rank_and_size_come_from_the_launcher_or_from_slurm()
    {
        Read(("CLT_MEETING", "m"), ("CLT_RANK", "1"), ("CLT_RANKS", "2")).ShouldBe(new RankEnvironment(1, 2, "m", Supervised: true));
        Read(("CLT_MEETING", "m"), ("SLURM_PROCID", "3"), ("SLURM_NTASKS", "4")).ShouldBe(new RankEnvironment(3, 4, "m"));
        Read(
                ("CLT_MEETING", "m"),
                ("SLURM_PROCID", "0"),
                ("SLURM_NTASKS", "4"),
                ("OMPI_COMM_WORLD_RANK", "3"),
                ("OMPI_COMM_WORLD_SIZE", "4")
            )
            .ShouldBe(new RankEnvironment(3, 4, "m"));
    }

    [Fact]
    public void What_a_launcher_writes_a_process_reads()
    {
        var environment = new Dictionary<string, string?>();
        var place = new RankEnvironment(1, 3, "m", Supervised: true);

        RankEnvironment.WriteTo(environment, place.Size, place.Meeting);
        environment[RankEnvironment.RankVariable] = $"{place.Rank}";

        RankEnvironment.Read(environment.GetValueOrDefault).ShouldBe(place);
        environment["OMP_NUM_THREADS"].ShouldBe($"{Math.Max(1, Environment.ProcessorCount / 3)}");
    }

    [Theory]
    [InlineData(null, "2")]
    [InlineData("0", null)]
    [InlineData("2", "2")]
    [InlineData("-1", "2")]
    [InlineData("x", "2")]
    public void Incomplete_or_contradictory_variables_are_refused(string? rank, string? size) =>
        Should
            .Throw<InputException>(() => Read(("CLT_MEETING", "m"), ("CLT_RANK", rank), ("CLT_RANKS", size)))
            .Problems.ShouldHaveSingleItem()
            .Mend.ShouldContain("clt launch local");

    private static RankEnvironment? Read(params (string Name, string? Value)[] variables) =>
        RankEnvironment.Read(name => variables.FirstOrDefault(v => v.Name == name).Value);
}
