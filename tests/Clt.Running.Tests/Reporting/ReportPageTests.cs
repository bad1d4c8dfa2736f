using System.Text.Json;
using Clt.Engine.Training;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Results.Store;
using Clt.Running.Launching;
using Clt.Running.Reports;
using Clt.Running.Runner;
using Clt.Running.Tests.Toys;
using Clt.Tests.Shared;
using Microsoft.Playwright;
using static Clt.Recipe;

namespace Clt.Running.Tests.Reporting;

/// <summary>
/// The report's page in a real browser: it asks for nothing, follows the reader's colours, prints, and runs no text as code.
/// </summary>
public sealed class ReportPageTests : IDisposable
{
    /// <summary>Names as a user might paste them: each would run a script, or break out of its element, if it were not escaped.</summary>
    private const string Hostile = "<script>window.ran=1</script><img src=x onerror=\"window.ran=2\"/>\"'</svg><b>&amp;";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Page()
    {
        var context = _folder.Context();
        var answers = Axis($"answer {Hostile}", (Hostile, "working"), ("result", "result"));
        var study = ToyStudy.Quick(answers: answers).Report(RelativeToEnglish(), SeenVersusUnseen()).Expand(context);
        StudyRunner.Run(study, context, new RunnerOptions(new HereLauncher(), new FakeCellRunner())).Failures.ShouldBeEmpty();
        var folder = new StudyFolder(context.RunsFolder, study.Name);
        foreach (var cell in study.Points.Select(p => p.Cell))
            Answers(cell, folder.Cell(cell.Id));
        foreach (var training in study.Points.Select(p => p.Cell).OfType<FinetuneCell>().Select(c => c.Training.Id).Distinct())
            Log(folder.Cell(training));
        return _folder.Write("report.html", StudyReport.Of(study, StoredResults.Read(study, context)).Html(folder));
    }

    private static void Answers(Cell cell, CellFolder folder)
    {
        foreach (var score in folder.Read()!.Scores)
        {
            var file = folder.Predictions(score.Language);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var lines = score.Items.Select(i => new PredictionLine(
                i,
                $"asked {i} {Hostile}",
                $"said by {cell.Kind} {Hostile}",
                [Hostile],
                null,
                1
            ));
            File.WriteAllLines(file, lines.Select(l => JsonSerializer.Serialize(l, ResultJson.Default.PredictionLine)));
        }
    }

    private static void Log(CellFolder training)
    {
        Directory.CreateDirectory(training.Path);
        var rows = Enumerable
            .Range(1, 100)
            .Select(i => new StepRow
            {
                Step = i,
                Loss = 10.0 / i,
                TargetTokens = 1,
                Tokens = i,
                GradientNorm = 1,
                LearningRate = 1,
                TokensPerSecond = 1,
                Seconds = 1,
            });
        File.WriteAllLines(training.Log, rows.Select(r => JsonSerializer.Serialize(r)));
    }

    [ChromiumFact]
    public async Task It_asks_for_nothing_runs_nothing_and_prints()
    {
        var address = new Uri(Page()).AbsoluteUri;
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = ChromiumFactAttribute.Browser, Args = ["--no-sandbox"] }
        );
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var (asked, faults) = (new List<string>(), new List<string>());
        page.Request += (_, request) => asked.Add(request.Url);
        page.Console += (_, message) => faults.Add(message.Text);
        page.PageError += (_, error) => faults.Add(error);
        page.Dialog += (_, dialog) => faults.Add(dialog.Message);
        await page.GotoAsync(address);

        asked.ShouldBe([address]);
        faults.ShouldBeEmpty();
        (await page.EvaluateAsync<bool>("() => 'ran' in window")).ShouldBeFalse();
        (await page.Locator("script, img, b b").CountAsync()).ShouldBe(0);
        (await page.Locator("body").InnerTextAsync()).ShouldContain(Hostile);
        (await page.Locator("figure svg").CountAsync()).ShouldBeGreaterThan(0);
        (await page.GetByText("Learning curves").CountAsync()).ShouldBe(1);
        var same = page.Locator(".answers tr.same");
        foreach (var fold in await page.Locator(".answers summary").AllAsync())
            await fold.ClickAsync();
        (await page.Locator(".answers td").First.InnerTextAsync()).ShouldContain(Hostile);
        (await same.First.IsVisibleAsync()).ShouldBeTrue();
        await page.GetByLabel("only items on which the runs differ").CheckAsync();
        (await same.First.IsVisibleAsync()).ShouldBeFalse();
        // Every link leads to a place on the page.
        (
            await page.EvaluateAsync<string[]>(
                "() => [...document.querySelectorAll('[href]')].map(a => a.getAttribute('href'))"
                    + ".filter(h => !h.startsWith('#') || !document.getElementById(h.slice(1)))"
            )
        ).ShouldBeEmpty();

        var light = await Colours(page, ColorScheme.Light);
        var dark = await Colours(page, ColorScheme.Dark);
        (Brightness(light.Back) > 200 && Brightness(light.Text) < 100).ShouldBeTrue($"light: {light}");
        (Brightness(dark.Back) < 60 && Brightness(dark.Text) > 150).ShouldBeTrue($"dark: {dark}");

        // Paper is white whatever the screen's colours are, and nothing is cut off at the right.
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        var paper = await Read(page);
        (Brightness(paper.Back) > 200 && Brightness(paper.Text) < 100).ShouldBeTrue($"paper: {paper}");
        (await page.PdfAsync()).Length.ShouldBeGreaterThan(10_000);

        await page.SetViewportSizeAsync(390, 800);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
    }

    private static async Task<(string Back, string Text)> Colours(IPage page, ColorScheme scheme)
    {
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        return await Read(page);
    }

    /// <summary>The background behind the page and the colour of its title, as a browser computes them.</summary>
    private static async Task<(string Back, string Text)> Read(IPage page)
    {
        var found = await page.EvaluateAsync<string[]>(
            """
            () => {
                const seen = e => e && getComputedStyle(e).backgroundColor !== 'rgba(0, 0, 0, 0)' ? e : null;
                const back = seen(document.body) ?? seen(document.documentElement);
                return [back ? getComputedStyle(back).backgroundColor : 'rgb(255, 255, 255)',
                        getComputedStyle(document.querySelector('h1')).color];
            }
            """
        );
        return (found[0], found[1]);
    }

    private static double Brightness(string colour) =>
        colour[(colour.IndexOf('(') + 1)..colour.IndexOf(')')].Split(',').Take(3).Average(double.Parse);
}
