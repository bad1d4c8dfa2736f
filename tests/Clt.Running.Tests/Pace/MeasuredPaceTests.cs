using Clt.Running.Pace;

namespace Clt.Running.Tests.Pace;

public sealed class MeasuredPaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Cache => _folder.Path;

    private double Seconds(Work work) => MeasuredPace.Read(Cache).Seconds(work);

    private void Keep(string kind, double assumed, double calls, double seconds, double share = 1) =>
        MeasuredPace.Keep(Cache, [(new Work(kind, assumed, calls), new CoreTime(seconds, seconds, share * seconds))]);

    [Fact]
    public void Nothing_measured_is_as_assumed()
    {
        MeasuredPace.Read(Cache).IsMeasured.ShouldBeFalse();
        Seconds(new Work("train decoder", 60, 100)).ShouldBe(60);
        Seconds(Work.None).ShouldBe(0);
    }

    [Fact]
    public void Work_takes_as_long_as_work_of_its_kind_took()
    {
        Keep("train decoder", 100, 100, 300);
        Keep("train encoder", 100, 100, 20);
        Seconds(new Work("train decoder", 60, 60)).ShouldBeInRange(150, 180);
        Seconds(new Work("train encoder", 60, 60)).ShouldBeInRange(12, 16);
        Seconds(new Work("generate decoder", 60, 60)).ShouldBe(60);
    }

    [Fact]
    public void Measurements_weigh_by_their_work()
    {
        // Twenty toys of a fifth of a second, ten times as slow, and one real run.
        for (var i = 0; i < 20; i++)
            Keep("train decoder", 0.02, 2, 0.2);
        Keep("train decoder", 100, 10_000, 100);
        Seconds(new Work("train decoder", 60, 6_000)).ShouldBeInRange(55, 75);
    }

    [Fact]
    public void One_measurement_that_was_spoiled_moves_nothing()
    {
        foreach (var seconds in new[] { 50.0, 50, 500, 50 })
            Keep("train decoder", 100, 100, seconds);
        Seconds(new Work("train decoder", 100, 100)).ShouldBeInRange(48, 56);
    }

    [Fact]
    public void What_was_measured_beside_other_load_says_less()
    {
        Keep("train decoder", 100, 100, 100);
        for (var i = 0; i < 5; i++)
            Keep("train decoder", 100, 100, 250, share: 0.3);
        Seconds(new Work("train decoder", 100, 100)).ShouldBeInRange(95, 110);
    }

    [Fact]
    public void Times_add_up_and_say_how_much_of_them_had_a_core()
    {
        var sum = new CoreTime(10, 20, 10) + new CoreTime(10, 20, 30);
        (sum.Seconds, sum.Share).ShouldBe((20, 1));
        (sum - new CoreTime(10, 20, 30)).Share.ShouldBe(0.5);
        (new CoreTime(1, 1, 1) - sum).Seconds.ShouldBe(0);
    }

    [Fact]
    public void Steps_of_another_size_say_little()
    {
        Keep("train decoder", 100, 10_000, 1_000);
        Seconds(new Work("train decoder", 100, 1)).ShouldBeInRange(100, 105);
        Seconds(new Work("train decoder", 100, 5_000)).ShouldBeGreaterThan(600);
    }

    [Fact]
    public void The_last_ones_count()
    {
        for (var i = 0; i < 20; i++)
            Keep("train decoder", 100, 100, i < 12 ? 400 : 100);
        Seconds(new Work("train decoder", 100, 100)).ShouldBe(100, tolerance: 1);
    }

    [Fact]
    public void A_broken_file_is_as_none()
    {
        Keep("train decoder", 1, 1, 1);
        File.WriteAllText(Directory.GetFiles(Path.Combine(Cache, "rates")).Single(), "{");
        MeasuredPace.Read(Cache).IsMeasured.ShouldBeFalse();
    }
}
