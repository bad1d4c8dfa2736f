using System.Text.Json;
using Clt.Plugins.Metrics.Judge;

namespace Plugins.Tests.Metrics.Judge;

/// <summary>A judge keeps its head when the endpoint does not.</summary>
public sealed class EndpointTests : JudgeTestBase
{
    [Theory]
    [InlineData("429")]
    [InlineData("500")]
    [InlineData("503")]
    [InlineData("cut")]
    [InlineData("slow")]
    [InlineData("no json")]
    [InlineData("other json")]
    [InlineData("no content")]
    public void What_may_pass_is_tried_again(string fault)
    {
        using var endpoint = new LocalEndpoint(
            (n, _) =>
                n > 1
                    ? LocalEndpoint.Reply.Saying("[[4]]")
                    : fault switch
                    {
                        "cut" => new(0, ""),
                        "slow" => LocalEndpoint.Reply.Saying("[[1]]", delay: 3000),
                        "no json" => new(200, "<html>"),
                        "other json" => new(200, "{\"choices\": []}"),
                        "no content" => new(200, "{\"choices\": [{\"message\": {\"content\": null}}]}"),
                        _ => new(int.Parse(fault), "busy"),
                    }
        );
        var settings = At(endpoint) with { Timeout = TimeSpan.FromMilliseconds(fault == "slow" ? 300 : 20_000) };
        Values(new PointwiseJudge(settings, null).Score([Item(1)], Context)).ShouldBe([4]);
        endpoint.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public void The_pause_that_the_service_asks_for_is_kept()
    {
        using var endpoint = new LocalEndpoint((n, _) => n == 0 ? new(429, "", "Retry-After: 1\r\n") : LocalEndpoint.Reply.Saying("[[2]]"));
        Values(new PointwiseJudge(At(endpoint), null).Score([Item(1)], Context)).ShouldBe([2]);
        (endpoint.Requests[1].At - endpoint.Requests[0].At).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(900));
    }

    [Fact]
    public void After_all_retries_it_fails_and_the_answers_so_far_are_kept()
    {
        var broken = true;
        using var endpoint = new LocalEndpoint(
            (_, prompt) => broken && prompt.Contains("Frage 3?") ? new(500, "") : LocalEndpoint.Reply.Saying("[[5]]")
        );
        var judge = new PointwiseJudge(At(endpoint) with { Concurrency = 1 }, null);
        var items = Enumerable.Range(0, 4).Select(i => Item(i)).ToList();
        Should
            .Throw<IOException>(() => judge.Score(items, Context))
            .Message.ShouldContain("did not answer after 4 attempts (the last: status 500)");
        var before = endpoint.Requests.Count;
        broken = false;
        Values(judge.Score(items, Context)).ShouldBe([5, 5, 5, 5]);
        endpoint.Requests.Count.ShouldBeLessThanOrEqualTo(before + 1, "only the item that had no answer is asked");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    public void A_refusal_is_the_users_to_mend_and_the_key_is_not_shown(int status)
    {
        Environment.SetEnvironmentVariable("CLT_TEST_JUDGE_KEY", "sk-secret");
        try
        {
            using var endpoint = new LocalEndpoint((_, _) => new(status, "bad key sk-secret"));
            var error = Should.Throw<InputException>(() => new PointwiseJudge(At(endpoint), null).Score([Item(1)], Context));
            error.Message.ShouldContain($"status {status}");
            (error + Messages).ShouldNotContain("sk-secret");
            endpoint.Requests.ShouldHaveSingleItem().Head.ShouldContain("Bearer sk-secret");
        }
        finally
        {
            Environment.SetEnvironmentVariable("CLT_TEST_JUDGE_KEY", null);
        }
    }

    [Fact]
    public void What_is_sent_is_what_every_compatible_service_knows()
    {
        using var endpoint = new LocalEndpoint((_, _) => LocalEndpoint.Reply.Saying("[[3]]"));
        new PointwiseJudge(At(endpoint) with { MaxTokens = 77 }, null).Score([Item(1)], Context);
        var request = endpoint.Requests.ShouldHaveSingleItem();
        request.Head.ShouldStartWith("POST /v1/chat/completions ");
        request.Head.ShouldNotContain("Authorization", Case.Insensitive, "there is no key");
        using var body = JsonDocument.Parse(request.Body);
        var names = body.RootElement.EnumerateObject().Select(p => p.Name).Order();
        names.ShouldBe(["max_tokens", "messages", "model", "temperature"]);
        body.RootElement.GetProperty("max_tokens").GetInt32().ShouldBe(77);
        body.RootElement.GetProperty("temperature").GetDouble().ShouldBe(0);
    }

    [Fact]
    public void An_answer_that_repeats_the_key_is_kept_without_it()
    {
        Environment.SetEnvironmentVariable("CLT_TEST_JUDGE_KEY", "sk-secret");
        try
        {
            using var endpoint = new LocalEndpoint((_, _) => LocalEndpoint.Reply.Saying("sk-secret [[3]]"));
            Values(new PointwiseJudge(At(endpoint), null).Score([Item(1)], Context)).ShouldBe([3]);
            var files = Directory.GetFiles(Context.CacheFolder, "*.json", SearchOption.AllDirectories);
            File.ReadAllText(files.ShouldHaveSingleItem()).ShouldNotContain("sk-secret");
        }
        finally
        {
            Environment.SetEnvironmentVariable("CLT_TEST_JUDGE_KEY", null);
        }
    }

    [Theory]
    [InlineData("\"finish_reason\": \"eos\"")]
    [InlineData("\"finish_reason\": null")]
    public void What_services_add_in_their_own_way_does_no_harm(string added)
    {
        var choice = $"{{\"message\": {{\"content\": \"[[3]]\"}}, {added}}}";
        var body = $"{{\"choices\": [{choice}], \"usage\": {{\"prompt_tokens\": null}}, \"created\": \"now\"}}";
        using var endpoint = new LocalEndpoint((_, _) => new(200, body));
        Values(new PointwiseJudge(At(endpoint), null).Score([Item(1)], Context)).ShouldBe([3]);
        endpoint.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public void No_more_requests_are_under_way_than_allowed_nor_begun_faster()
    {
        using var endpoint = new LocalEndpoint((_, _) => LocalEndpoint.Reply.Saying("[[3]]", delay: 30));
        var items = Enumerable.Range(0, 12).Select(i => Item(i)).ToList();
        new PointwiseJudge(At(endpoint) with { Concurrency = 3 }, null).Score(items, Context);
        endpoint.Widest.ShouldBeInRange(2, 3);
        using var slow = new LocalEndpoint((_, _) => LocalEndpoint.Reply.Saying("[[3]]"));
        new PointwiseJudge(At(slow) with { Concurrency = 8, PerMinute = 1200 }, null).Score(items, Context);
        (slow.Requests.Max(r => r.At) - slow.Requests.Min(r => r.At)).ShouldBeGreaterThan(
            TimeSpan.FromMilliseconds(450),
            "11 steps of 50 ms"
        );
    }

    [Fact]
    public async Task Workers_that_share_the_folder_share_the_limits()
    {
        using var endpoint = new LocalEndpoint((_, _) => LocalEndpoint.Reply.Saying("[[3]]", delay: 30));
        await Two(At(endpoint) with { Concurrency = 3 });
        endpoint.Widest.ShouldBeInRange(2, 3);
        using var slow = new LocalEndpoint((_, _) => LocalEndpoint.Reply.Saying("[[3]]"));
        await Two(At(slow) with { Concurrency = 8, PerMinute = 1200 });
        (slow.Requests.Max(r => r.At) - slow.Requests.Min(r => r.At)).ShouldBeGreaterThan(
            TimeSpan.FromMilliseconds(450),
            "11 steps of 50 ms"
        );

        Task Two(JudgeSettings settings) =>
            Task.WhenAll(
                new[] { 0, 6 }.Select(from =>
                    Task.Run(() => new PointwiseJudge(settings, null).Score([.. Enumerable.Range(from, 6).Select(i => Item(i))], Context))
                )
            );
    }

    [Fact]
    public void A_time_that_a_wrong_clock_left_is_not_waited_for()
    {
        using var endpoint = new LocalEndpoint((_, _) => LocalEndpoint.Reply.Saying("[[3]]"));
        var judge = new PointwiseJudge(At(endpoint), null);
        judge.Score([Item(0)], Context);
        foreach (var file in Directory.GetFiles(Context.CacheFolder, "next", SearchOption.AllDirectories))
            File.WriteAllBytes(file, BitConverter.GetBytes(long.MaxValue - 1));
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Values(judge.Score([Item(1)], Context with { Cancel = cancel.Token })).ShouldBe([3]);
    }

    [Fact]
    public void Cancelling_ends_it()
    {
        using var endpoint = new LocalEndpoint((_, _) => LocalEndpoint.Reply.Saying("[[3]]", delay: 60_000));
        using var cancel = new CancellationTokenSource(200);
        Should.Throw<OperationCanceledException>(() =>
            new PointwiseJudge(At(endpoint), null).Score([Item(1)], Context with { Cancel = cancel.Token })
        );
    }
}
