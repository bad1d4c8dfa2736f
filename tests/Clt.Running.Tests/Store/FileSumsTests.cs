using Clt.Formats.Files;

namespace Clt.Running.Tests.Store;

public class FileSumsTests
{
    [Fact]
    public void A_file_that_is_written_again_has_another_sum()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a", "one");
        var first = FileSums.Of(file);
        FileSums.Of(file).ShouldBe(first);
        File.Delete(file);
        folder.Write("a", "two, which is longer");
        FileSums.Of(file).ShouldNotBe(first);
    }

    /// <summary>A process that runs studies for days, whose folders come and go, must not keep their names.</summary>
    [Fact]
    public void Files_that_are_gone_are_forgotten()
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 2500; i++)
        {
            var file = folder.Write($"{i}", "x");
            FileSums.Of(file);
            File.Delete(file);
        }

        FileSums.Remembered.ShouldBeLessThan(2000);
    }
}
