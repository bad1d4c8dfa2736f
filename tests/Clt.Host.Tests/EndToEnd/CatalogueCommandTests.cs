using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>Data sets by name, through the real command.</summary>
public sealed class CatalogueCommandTests : IDisposable
{
    private static readonly byte[] Rows = Encoding.UTF8.GetBytes(
        string.Concat(
            Enumerable.Range(0, 40).Select(i => $"{{\"id\": \"i{i}\", \"prompt\": \"質問 {i}\", \"completion\": \"答え {i}\"}}\n")
        )
    );

    private readonly CltCommand _clt = new();

    public CatalogueCommandTests()
    {
        Directory.CreateDirectory(Path.Combine(_clt.Folder, "data"));
        _clt.Environment["CLT_DATA"] = Path.Combine(_clt.Folder, "data");
    }

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void Lists_say_what_there_is_and_offline_one_message_says_what_to_do()
    {
        _clt.Environment["HF_HUB_OFFLINE"] = "1";
        var list = _clt.Run("list", "data", "--json");
        list.ExitCode.ShouldBe(0, list.ToString());
        var sets = JsonDocument.Parse(list.Output).RootElement.GetProperty("data").EnumerateArray();
        var mgsm = sets.Single(s => s.GetProperty("name").GetString() == "mgsm");
        mgsm.GetProperty("word").GetString().ShouldBe("Mgsm()");
        mgsm.GetProperty("licence").GetString().ShouldBe("CC-BY-4.0");
        mgsm.GetProperty("found").GetString().ShouldBe("to fetch");

        var fetch = _clt.Run("data", "fetch", "mgsm");
        fetch.ExitCode.ShouldBe(2, fetch.ToString());
        fetch.Error.ShouldContain("raw.githubusercontent.com/google-research/url-nlp");
        fetch.Error.ShouldContain("CLT_DATA");
        fetch.Error.ShouldContain("SHA-256 of mgsm_bn.tsv: 6b00bc7c");

        var unknown = _clt.Run("data", "fetch", "mgms", "xquat");
        unknown.ExitCode.ShouldBe(2, unknown.ToString());
        unknown.Error.ShouldContain("Did you mean 'mgsm'?");
        unknown.Error.ShouldContain("Did you mean 'xquad'?");

        _clt.Run("data", "fetch").Error.ShouldContain("neither a set nor a recipe is named");
        _clt.Run("data", "fetch", "mgsm", "--all").Error.ShouldContain("both names and --all are given");
    }

    [Fact]
    public void A_set_of_ones_own_is_fetched_by_name_and_read_by_a_recipe_beside_its_catalogue()
    {
        using var server = Serve();
        var address = server.Prefixes.Single();
        _clt.Write(
            "study/catalogue.yaml",
            $"""
            sets:
              - name: answers
                licence: CC0-1.0
                citation: "Nobody 2026"
                home: {address}
                address: {address}
                languages: ja
                layout: files
                pattern: "{"{language}"}.jsonl"
                id: id
                files:
                  - path: ja.jsonl
                    sha256: {Convert.ToHexStringLower(SHA256.HashData(Rows))}
            """
        );
        var recipe = _clt.Write(
            "study/mine.csx",
            """
            using static Clt.Recipe;
            var task = InstructionFollowing(on: FromCatalogue("answers"));
            return Study("mine").Model("none").Task(task).Mixture(Fixed(Lang("ja"), 4)).Train(batch: 1, lr: Constant(1e-3))
                .Evaluate(Lang("ja"), items: 3);
            """
        );

        var fetched = _clt.Run("data", "fetch", recipe);
        fetched.ExitCode.ShouldBe(0, fetched.ToString());
        var stats = _clt.Run("data", "stats", recipe, "--json");
        stats.ExitCode.ShouldBe(0, stats.ToString());
        stats.Output.ShouldContain("jpn_Jpan");
        File.Delete(Path.Combine(_clt.Folder, "study", "catalogue.yaml"));
        _clt.Run("data", "stats", recipe).Error.ShouldContain("there is no set 'answers' in the catalogue");
    }

    [Fact]
    public void A_key_that_is_not_known_is_refused_by_its_name()
    {
        _clt.Write("catalogue.yaml", "sets:\n  - name: mine\n    license: MIT\n");
        var run = _clt.Run("list", "data");
        run.ExitCode.ShouldBe(2, run.ToString());
        run.Error.ShouldContain("unknown key 'license'");
        run.Error.ShouldContain("Did you mean 'licence'?");
        run.Error.ShouldContain("the key 'files' is missing");
    }

    private static HttpListener Serve()
    {
        var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var server = new HttpListener();
        server.Prefixes.Add($"http://127.0.0.1:{port}/");
        server.Start();
        _ = Answer(server);
        return server;
    }

    private static async Task Answer(HttpListener server)
    {
        try
        {
            while (true)
            {
                var context = await server.GetContextAsync();
                context.Response.ContentLength64 = Rows.Length;
                await context.Response.OutputStream.WriteAsync(Rows);
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
