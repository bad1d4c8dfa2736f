namespace Clt.Host.Testing;

/// <summary>Builds the solution and runs its test assemblies, all in one call of the test platform.</summary>
internal sealed class TestSuite(string root, string? filter, bool slow)
{
    public async Task<TestOutcome> Run(Action<string> report, CancellationToken cancel)
    {
        report("Building the tests …");
        var built = new List<string>();
        if (await Start(["build", "CltHost.sln", "-c", "Release", "-v", "q", "--nologo"], built.Add, cancel) != 0)
        {
            var errors = built.Where(line => line.Contains("error")).Distinct().ToList();
            errors.ForEach(report);
            return new TestOutcome(0, 1, 0, [new TestFailure("build", string.Join('\n', errors))], new Dictionary<string, int>());
        }

        var results = Path.Combine(root, "artifacts", "tests");
        if (Directory.Exists(results))
            Directory.Delete(results, recursive: true);
        var assemblies = Directory
            .GetDirectories(Path.Combine(root, "tests"))
            .Select(Path.GetFileName)
            .OfType<string>()
            .Order(StringComparer.Ordinal)
            .Select(name => Path.Combine(root, "artifacts", "bin", name, "release", name + ".dll"))
            .Where(File.Exists)
            .ToList();
        string[] options = ["--logger", "console;verbosity=minimal", "--logger", "trx", "--results-directory", results];
        var code = await Start(["test", .. assemblies, .. options, .. Filter()], report, cancel);
        var outcome = TrxResults.Read(results);
        // A test host that died leaves no failed test behind, only its exit code.
        return code != 0 && outcome.Failed == 0 && outcome.Passed + outcome.Skipped > 0
            ? outcome with
            {
                Failed = 1,
                Failures = [new TestFailure("test runner", $"ended with code {code}; its output above says why")],
            }
            : outcome;
    }

    private string[] Filter()
    {
        var parts = new List<string>();
        if (!slow)
            parts.Add("Category!=Slow");
        if (filter is { Length: > 0 })
            parts.Add($"FullyQualifiedName~{filter}");
        return parts.Count == 0 ? [] : ["--filter", string.Join("&", parts)];
    }

    private Task<int> Start(string[] arguments, Action<string> report, CancellationToken cancel) =>
        DotNet.Run(root, arguments, report, cancel);
}
