using Clt.Serving.Live;
using Clt.Serving.Tests.Toys;
using Clt.Tests.Shared;
using Microsoft.Playwright;

namespace Clt.Serving.Tests.Page;

/// <summary>
/// The page in a real browser: it shows what is there, follows a run, obeys keys, fits a phone, and runs no text as code.
/// </summary>
public sealed class BrowserTests
{
    /// <summary>Text as a user, a data set or a model might give it: each would run a script, or break out, were it read as HTML.</summary>
    private const string Hostile = "<script>window.ran=1</script><img src=x onerror=\"window.ran=2\"/>\"'</svg><b>&amp; \u202Eevil";

    private const string Cells = "?cells=00000000000000a1,00000000000000a2";

    private static async Task Open(MadeRuns made, string place, Func<IPage, Task> look, int width = 1300)
    {
        await using var served = await LivePage.Start(made.Runs, 0, default);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = ChromiumFactAttribute.Browser, Args = ["--no-sandbox"] }
        );
        var page = await browser.NewPageAsync(
            new BrowserNewPageOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = 800 },
            }
        );
        var (asked, faults) = (new List<string>(), new List<string>());
        page.Request += (_, request) => asked.Add(request.Url);
        // Browsers note answers that are not found by themselves.
        page.Console += (_, message) => faults.AddRange(message.Text.Contains("404 (Not Found)") ? [] : [message.Text]);
        page.PageError += (_, error) => faults.Add(error);
        page.Dialog += (_, dialog) => faults.Add(dialog.Message);
        await page.GotoAsync($"{served.Address}#/{place}");
        await page.Locator("h1").WaitForAsync();
        await look(page);
        faults.ShouldBeEmpty();
        asked.ShouldAllBe(url => url.StartsWith(served.Address.AbsoluteUri));
    }

    [ChromiumFact]
    public async Task Hostile_text_is_shown_as_it_is_in_every_view()
    {
        using var made = new MadeRuns(Hostile, Hostile);
        foreach (
            var (view, text) in new[]
            {
                ("cells", "no number <script>"),
                ("curves", "answer = <script>"),
                ("answers", "What is 0 and <script>"),
                ("data", "1 and <script>"),
                ("logs", "answer = <script>"),
                ("settings", "16 <script>"),
            }
        )
        {
            await Open(
                made,
                $"toys%2Fsums/{view}{Cells}",
                async page =>
                {
                    await page.GetByText(text).First.WaitForAsync();
                    (await page.EvaluateAsync<bool>("() => 'ran' in window")).ShouldBeFalse(view);
                    (await page.Locator("main script, main img").CountAsync()).ShouldBe(0);
                    var shown = await page.Locator("main").InnerTextAsync();
                    shown.ShouldContain("⟨U+202E⟩", Case.Sensitive, view);
                    shown.ShouldNotContain("\u202E");
                }
            );
        }
    }

    [ChromiumFact]
    public async Task A_running_study_is_followed_without_a_reload()
    {
        using var made = new MadeRuns();
        await Open(
            made,
            "toys%2Fsums/cells",
            async page =>
            {
                var row = page.Locator($"[data-cell='{MadeRuns.Planned}']");
                (await row.InnerTextAsync()).ShouldContain("to do");
                made.Running(MadeRuns.Planned, 0.25, 90);
                await row.GetByText("1 min 30 s left").WaitForAsync();
                (await row.InnerTextAsync()).ShouldContain("25 %");
                (await page.Locator("#live").InnerTextAsync()).ShouldContain("running · 25 % · 2 of 4 cells");
                File.Delete(Path.Combine(made.Folder.Path, "progress.json"));
                File.WriteAllText(made.Cell(MadeRuns.Planned, 4).Failure, "out of luck\n");
                await row.GetByText("failed: out of luck").WaitForAsync();
            }
        );
    }

    [ChromiumFact]
    public async Task Curves_grow_and_are_read_off_by_keys()
    {
        using var made = new MadeRuns();
        await Open(
            made,
            $"toys%2Fsums/curves{Cells}",
            async page =>
            {
                var first = page.Locator("figure").First;
                await first.Locator("svg path.line.s0").WaitForAsync();
                (await first.Locator("svg path.line").CountAsync()).ShouldBe(2);
                (await first.InnerTextAsync()).ShouldContain("at step 30");
                await first.Locator("svg").FocusAsync();
                await page.Keyboard.PressAsync("ArrowLeft");
                (await first.InnerTextAsync()).ShouldContain("at step 29");
                (await page.Locator("figure").Nth(1).InnerTextAsync()).ShouldContain("Held-out loss: mean");

                var log = Path.Combine(made.Folder.Cell("00000000000000b1").Path, "log.jsonl");
                await File.AppendAllTextAsync(log, MadeRuns.Row(31, 0.05) + "\n");
                await page.Locator("figure").First.GetByText("at step 31").WaitForAsync();
            }
        );
    }

    [ChromiumFact]
    public async Task Answers_stand_side_by_side_and_are_found_by_who_is_right()
    {
        using var made = new MadeRuns();
        await Open(
            made,
            $"toys%2Fsums/answers{Cells}",
            async page =>
            {
                await page.GetByText("1–20 of 30 items").First.WaitForAsync();
                (await page.Locator("article").CountAsync()).ShouldBe(20);
                (await page.Locator("article").First.Locator(".answer.wrong").CountAsync()).ShouldBe(2);
                (await page.Locator("article").First.Locator("mark").First.InnerTextAsync()).ShouldContain("wrong two");
                await page.Keyboard.PressAsync("n");
                await page.GetByText("21–30 of 30 items").First.WaitForAsync();
                await page.GetByLabel("who is right").SelectOptionAsync(new SelectOptionValue { Label = "only A is right" });
                await page.GetByText("1–1 of 1 items").WaitForAsync();
                (await page.Locator("article h3").InnerTextAsync()).ShouldBe("item-01");
                await page.GetByLabel("language").SelectOptionAsync(new SelectOptionValue { Label = "Spanish" });
                await page.WaitForURLAsync("**language=spa_Latn**");
            }
        );
    }

    [ChromiumFact]
    public async Task Keys_move_choose_and_open()
    {
        using var made = new MadeRuns();
        await Open(
            made,
            "toys%2Fsums/cells",
            async page =>
            {
                await page.Keyboard.PressAsync("j");
                await page.Keyboard.PressAsync("x");
                await page.WaitForURLAsync("**cells=00000000000000a1");
                await page.Keyboard.PressAsync("4");
                await page.GetByText("trained on").First.WaitForAsync();
                (await page.Locator(".tokens .token.trained").InnerTextAsync()).ShouldBe("3");
                await page.Keyboard.PressAsync("?");
                (await page.Locator("dialog").IsVisibleAsync()).ShouldBeTrue();
                await page.Keyboard.PressAsync("Escape");
                await page.Keyboard.PressAsync("u");
                await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Studies" }).WaitForAsync();
                await page.Keyboard.PressAsync("j");
                await page.Keyboard.PressAsync("Enter");
                await page.WaitForURLAsync("**#/toys%2Fsums/cells");
            }
        );
    }

    [ChromiumFact]
    public async Task It_fits_a_phone_and_follows_the_readers_colours()
    {
        using var made = new MadeRuns("a value that is rather long, as values are");
        foreach (var view in new[] { "cells", "curves", "answers", "data", "logs", "settings" })
        {
            await Open(
                made,
                $"toys%2Fsums/{view}{Cells}",
                async page =>
                {
                    await page.WaitForTimeoutAsync(300);
                    (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390, view);
                    foreach (var (scheme, isLight) in new[] { (ColorScheme.Light, true), (ColorScheme.Dark, false) })
                    {
                        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                        var back = await page.EvaluateAsync<int[]>(
                            "() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
                        );
                        (back.Average() > 128).ShouldBe(isLight);
                    }
                },
                width: 390
            );
        }
    }

    [ChromiumFact]
    public async Task An_unknown_study_is_said_with_its_mend()
    {
        using var made = new MadeRuns();
        await Open(
            made,
            "",
            async page =>
            {
                await page.EvaluateAsync("() => { location.hash = '#/toys%2Fsum/cells'; }");
                await page.GetByText("Did you mean 'toys/sums'?").WaitForAsync();
            }
        );
    }
}
