using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Clt.Host.Serving;
using Clt.Host.Tests.Verbs;

namespace Clt.Host.Tests.EndToEnd;

/// <summary><c>clt serve</c> beside a run: what runs shows live; what is wrong is said; other verbs pay nothing.</summary>
[Collection(VerbRun.Alone)]
public sealed class ServeTests : IDisposable
{
    private readonly CltCommand _clt = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _clt.Dispose();
    }

    [Fact]
    public async Task A_run_shows_while_it_runs_and_when_it_is_done()
    {
        _clt.Write("tiny.csx", TinyRecipe.Text(tokens: 400_000, change: t => t.Replace("Seeds(1, 2)", "Seeds(1)")));
        Directory.CreateDirectory(Path.Combine(_clt.Folder, "runs"));
        using var server = _clt.Start("serve", "--port", "0", "--json");
        var address = await Address(server);
        using var run = _clt.Start("run", "tiny.csx", "--workers", "1");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var (progress, rows) = (false, 0);
        for (var waited = Stopwatch.StartNew(); !run.HasExited && waited.Elapsed < TimeSpan.FromMinutes(4); await Task.Delay(200))
        {
            if (await Study(address) is not { } study)
                continue;
            progress |= study.GetProperty("progress").ValueKind == JsonValueKind.Object;
            foreach (var cell in study.GetProperty("cells").EnumerateArray())
            {
                seen.Add(cell.GetProperty("state").GetString()!);
                if (cell.GetProperty("state").GetString() == "running" && cell.GetProperty("log").GetInt64() > 0)
                    rows = Math.Max(rows, await Rows(address, cell.GetProperty("id").GetString()!));
            }
        }

        run.ExitCode.ShouldBe(0, await run.StandardError.ReadToEndAsync());
        (progress, seen.IsSupersetOf(["planned", "running", "done"]), rows > 0).ShouldBe((true, true, true), string.Join(' ', seen));
        var done = (await Study(address))!.Value;
        done.GetProperty("cells").EnumerateArray().Select(c => c.GetProperty("state").GetString()).ShouldAllBe(s => s == "done");
        done.GetProperty("progress").ValueKind.ShouldBe(JsonValueKind.Null);
        var cells = done.GetProperty("cells").EnumerateArray().Where(c => c.GetProperty("kind").GetString() == "finetune").ToList();
        var details = await Get(address, $"api/cell?study=tiny&cell={cells[0].GetProperty("id").GetString()}");
        var pieces = details!.Value.GetProperty("examples")[0].GetProperty("pieces").EnumerateArray().ToList();
        pieces.Select(p => p.GetProperty("train").GetBoolean()).Distinct().Count().ShouldBe(2, "what is trained on, and what is only read");
        (await _http.GetStringAsync(new Uri(address, "report?study=tiny"))).ShouldContain("Cross-lingual transfer report");

        // Tensors are none of its business.
        if (OperatingSystem.IsLinux())
            File.ReadAllText($"/proc/{server.Id}/maps").ShouldNotContain("libtorch");
        Process.Start("kill", ["-INT", $"{server.Id}"]).WaitForExit();
        server.WaitForExit(TimeSpan.FromSeconds(20)).ShouldBeTrue();
        server.ExitCode.ShouldBe(0);
    }

    [Fact]
    public void What_is_wrong_is_one_clear_error()
    {
        _clt.Write("letters/a.txt", "no runs");
        Directory.CreateDirectory(Path.Combine(_clt.Folder, "runs/toys/sums/cells/00000000000000a1"));
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        foreach (
            var (arguments, says) in new (string[], string)[]
            {
                (["--runs", "nowhere"], "there is no such folder of runs"),
                (["--runs", "letters"], "the folder holds no study"),
                (["--port", $"{port}"], $"port {port} cannot be listened on"),
                (["--port", "70000"], "70000 is no port"),
                (["toys/sum", "--port", "0"], "Did you mean 'toys/sums'?"),
                (["toys/sums", "--cell", "ffff", "--port", "0"], "no cell begins with 'ffff'"),
                (["--cell", "ffff"], "a cell is named without its study"),
            }
        )
        {
            var run = _clt.Run(["serve", .. arguments]);
            run.ExitCode.ShouldBe(2, run.ToString());
            run.Error.ShouldContain(says);
            run.Error.Split('\n').Count(l => l.StartsWith("error: ", StringComparison.Ordinal)).ShouldBe(1, run.Error);
        }
    }

    /// <summary>ASP.NET Core is found when it serves: no configuration names it, and no other verb loads it.</summary>
    [Fact]
    public void Other_verbs_do_not_load_what_serves()
    {
        VerbRun.Of("serve", "--help").ExitCode.ShouldBe(0);
        VerbRun.Of("list", "languages").ExitCode.ShouldBe(0);
        AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetName().Name!).ShouldAllBe(n => !n.StartsWith("Microsoft.AspNetCore"));
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "clt.runtimeconfig.json")).ShouldNotContain("AspNetCore");
    }

    [Fact]
    public void The_framework_that_goes_with_the_runtime_is_taken()
    {
        string Make(params string[] versions)
        {
            var shared = Path.Combine(_clt.Folder, Path.GetRandomFileName());
            foreach (var version in versions)
                Directory.CreateDirectory(Path.Combine(shared, "Microsoft.AspNetCore.App", version));
            return Path.Combine(shared, "Microsoft.NETCore.App", "10.0.3") + "/";
        }

        AspNetCore.Folder(Make("10.0.3", "10.0.12")).ShouldEndWith("/10.0.3");
        AspNetCore.Folder(Make("9.0.1", "10.0.2", "10.0.12", "11.0.0")).ShouldEndWith("/10.0.12");
        Should.Throw<InputException>(() => AspNetCore.Folder(Make("9.0.1"))).Message.ShouldContain("ASP.NET Core 10.0 is not installed");
    }

    /// <summary>What the server prints first: one JSON object.</summary>
    private static async Task<Uri> Address(Process server)
    {
        var text = "";
        while (await server.StandardOutput.ReadLineAsync() is { } line && line != "}")
            text += line;
        return new Uri(JsonDocument.Parse(text + "}").RootElement.GetProperty("address").GetString()!);
    }

    private Task<JsonElement?> Study(Uri address) => Get(address, "api/study?study=tiny");

    private async Task<int> Rows(Uri address, string cell) =>
        await Get(address, $"api/curves?study=tiny&cell={cell}") is { } curves
        && curves.GetProperty("cells")[0].GetProperty("steps").TryGetProperty("loss", out var loss)
            ? loss.GetProperty("step").GetArrayLength()
            : 0;

    /// <summary>A value; null where it is not there yet.</summary>
    private async Task<JsonElement?> Get(Uri address, string path)
    {
        using var answer = await _http.GetAsync(new Uri(address, path));
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement : null;
    }
}
