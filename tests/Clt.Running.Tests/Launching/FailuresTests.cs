using Clt.Formats.Files;
using Clt.Running.Cells;

namespace Clt.Running.Tests.Launching;

public class FailuresTests
{
    [Fact]
    public void Problems_of_the_users_are_listed_and_concern_their_cell_only()
    {
        var (message, stopAll) = Failures.Describe(
            new InputException([new Problem("a", "here", "Do b."), new Problem("c", "there", "Do d.")])
        );
        message.ShouldBe("here: a. Do b. there: c. Do d.");
        stopAll.ShouldBeFalse();
    }

    [Fact]
    public void A_full_disk_stops_everything_and_says_how_to_go_on()
    {
        var full = new IOException("write failed", unchecked((int)0x80070000) | 28);
        DiskFull.Caused(full).ShouldBeTrue();
        Failures.Describe(full).ShouldSatisfyAllConditions(f => f.StopAll.ShouldBeTrue(), f => f.Message.ShouldContain("Make room"));
        DiskFull.Caused(new IOException("other", 5)).ShouldBeFalse();
    }

    [Fact]
    public void Whatever_else_is_named_by_its_type()
    {
        Failures.Describe(new UnauthorizedAccessException("denied")).StopAll.ShouldBeTrue();
        Failures.Describe(new OutOfMemoryException()).Message.ShouldContain("fewer workers");
        Failures.Describe(new FormatException("odd")).Message.ShouldBe("FormatException: odd");
    }

    [Fact]
    public void A_real_full_disk_is_recognised()
    {
        if (!File.Exists("/dev/full"))
            return;
        var error = Should.Throw<IOException>(() =>
        {
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
            full.Write(new byte[10_000]);
            full.Flush();
        });
        DiskFull.Caused(error).ShouldBeTrue();
    }
}
