using System.Xml;
using System.Xml.Linq;
using Clt.Recipes.Expansion;
using Clt.Results.Reporting;
using Clt.Results.Tables;
using Clt.Running.Launching;
using Clt.Running.Reports;
using Clt.Running.Runner;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Reporting;

public sealed class StudyReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static readonly Lazy<StudyReport> Shared = new(() =>
    {
        using var folder = new TemporaryFolder();
        return Make(folder);
    });

    private static StudyReport Report() => Shared.Value;

    private static StudyReport Make(TemporaryFolder folder)
    {
        var study = ToyStudy.Quick().Report(Recipe.RelativeToEnglish(), Recipe.SeenVersusUnseen()).Expand(folder.Context());
        StudyRunner
            .Run(study, folder.Context(), new RunnerOptions(new HereLauncher(), new FakeCellRunner()))
            .Reported(study, folder.Context());
        return StudyReport.Of(study, StoredResults.Read(study, folder.Context()));
    }

    private static XDocument Parse(string html) =>
        XDocument.Load(XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore }));

    [Fact]
    public void The_page_is_well_formed_self_contained_and_without_scripts()
    {
        var html = Report().Html();
        if (Environment.GetEnvironmentVariable("CLT_KEEP_REPORT") is { } kept)
            File.WriteAllText(kept, html);
        var page = Parse(html);
        page.Descendants("script").ShouldBeEmpty();
        page.Descendants().Attributes().ShouldAllBe(a => !a.Name.LocalName.StartsWith("on") && a.Name != "src" && a.Name != "href");
        html.ShouldNotContain("url(");
        html.ShouldNotContain("@import");
        html.ShouldContain("prefers-color-scheme: dark");
        html.ShouldContain("@media print");
    }

    [Fact]
    public void Figures_have_a_panel_for_each_answer_and_a_marker_for_each_point()
    {
        var page = Parse(Report().Html());
        var svg = (XNamespace)"http://www.w3.org/2000/svg";
        var plots = page.Descendants(svg + "svg").ToList();
        plots.Count.ShouldBe(3);
        plots[1].Descendants(svg + "text").Count(t => (string?)t.Attribute("class") == "panel").ShouldBe(2);
        // Three groups at three counts of samples in two panels.
        plots[1].Descendants().Count(e => ((string?)e.Attribute("class"))?.StartsWith("dot ") == true).ShouldBe(18);
        plots[1].Descendants(svg + "title").ShouldAllBe(t => t.Value.Contains('['));
    }

    [Fact]
    public void Numbers_carry_their_interval_items_seeds_and_signature()
    {
        var report = Report();
        var table = report.Languages.ShouldHaveSingleItem().Tables.ShouldHaveSingleItem();
        table.Note.ShouldContain("exact|v:1");
        table
            .Columns.Select(c => c.Name)
            .ShouldBe(["runs", "en (english)", "es (seen)", "fr (seen)", "ja (unseen)", "pt (unseen)", "items × seeds"]);
        table.Rows.Count.ShouldBe(2 + 6);
        table.Rows.Skip(2).ShouldAllBe(r => r.Cells[1].Contains("[") && r.Cells[6] == "10 × 2");
        table.Rows[0].Cells[^1].ShouldBe("10 × 1");
        report.Cells!.Rows.Count.ShouldBe(14);
        report.Cells.Rows.ShouldAllBe(r => r.Cells[2].Length == 16);
        report.Settings.Rows.ShouldContain(r => r.Cells[0] == "clip" && r.Cells[2] == "default");
    }

    [Fact]
    public void The_foot_and_every_table_say_how_their_intervals_were_made_and_what_they_cover()
    {
        var page = Parse(Report().Html());
        var foot = page.Descendants("footer").Single().Value;
        foot.ShouldStartWith("Intervals are of 95 % by cluster bootstrap");
        foot.ShouldNotContain("Fisher");
        var noted = page.Descendants("figure").Where(f => (string?)f.Attribute("class") == "table" && f.Descendants("span").Any()).ToList();
        noted.Count.ShouldBe(3);
        noted.ShouldAllBe(f =>
            f.Element("p")!
                .Value.Contains(
                    "95 % intervals: cluster bootstrap over items and 2 seeds of fine-tuning, for the one base that was trained"
                )
        );
        // The base has one seed, so its intervals cover less.
        noted.ShouldContain(f => f.Element("p")!.Value.Contains("ᵃ cluster bootstrap over items"));
    }

    [Fact]
    public void Findings_are_sentences()
    {
        var findings = Report().Findings.ToList();
        findings.Count.ShouldBe(10);
        findings.ShouldAllBe(f => char.IsUpper(f[0]) && f.EndsWith('.'));
    }

    [Fact]
    public void The_same_results_give_the_same_page() => Make(_folder).Html().ShouldBe(Report().Html());

    [Fact]
    public void Without_results_there_is_nothing_to_report()
    {
        var study = ToyStudy.Quick().Expand(_folder.Context());
        Should
            .Throw<InputException>(() => StudyReport.Of(study, StoredResults.Read(study, _folder.Context())))
            .Problems[0]
            .Mend.ShouldContain("clt run");
    }

    [Fact]
    public void Text_of_users_is_escaped()
    {
        HtmlTable.Render(new TableModel("<b>", [new("a&b")], [new TableRow(["<script>"])])).ShouldNotContain("<script>");
        Svg.Label(0, 0, "<a>", "x").ShouldContain("&lt;a&gt;");
    }
}
