using Clt.Host.Progress;
using Clt.Running.Runner;

namespace Clt.Host.Tests.Output;

public sealed class ProgressViewTests
{
    [Fact]
    public void The_line_tells_share_cells_and_time_left() =>
        ProgressView
            .Line(new StudyProgress(26, 9, 0, [], 0.41, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(62), null))
            .ShouldBe("[████████░░░░░░░░░░░░] 41 % · 9 of 26 cells · 1 min 2 s left");

    [Fact]
    public void Failures_are_counted() =>
        ProgressView.Line(new StudyProgress(4, 1, 2, [], 1, TimeSpan.Zero, null, null)).ShouldContain("2 failed");

    [Fact]
    public void Without_a_terminal_lines_come_at_intervals_and_news_at_once()
    {
        var output = new StringWriter { NewLine = "\n" };
        using var view = new ProgressView(output, null, TimeSpan.FromSeconds(10));
        foreach (var second in (int[])[0, 1, 5, 11, 12])
            view.Report(At(second, second == 5 ? "seed 1: done" : null));
        var lines = output.ToString().TrimEnd().Split('\n');
        lines.Length.ShouldBe(3);
        lines[1].ShouldBe("seed 1: done");
    }

    [Fact]
    public void On_a_terminal_one_line_is_drawn_over_and_cut_to_its_width()
    {
        var output = new StringWriter();
        using (var view = new ProgressView(output, () => 30, TimeSpan.Zero))
        {
            view.Report(At(1, null));
            view.Report(At(2, null));
        }

        output.ToString().ShouldNotContain("\n");
        output.ToString().Split('\r', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(line => line.Length == 29);
    }

    private static StudyProgress At(int second, string? news) => new(4, 1, 0, [], 0.25, TimeSpan.FromSeconds(second), null, news);
}
