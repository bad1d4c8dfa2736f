using Clt.Plugins.Sources.Npm.Client;
using Clt.Testing;

namespace Plugins.Tests.Sources.Npm;

/// <summary>Fetching once, checking, and what is said where it fails; npm is a script here.</summary>
public sealed class NpmStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_tarball_is_fetched_once_and_checked()
    {
        var good = Package("one", "content");
        var context = Context();
        var path = Store("printf content > one-1.0.0.tgz; echo x >> " + Path.Combine(_folder.Path, "calls"))
            .Open([good], null, context)
            .Single();
        File.ReadAllText(path).ShouldBe("content");
        Store("exit 1").Open([good], null, context).Single().ShouldBe(path);
        File.ReadAllLines(Path.Combine(_folder.Path, "calls")).Length.ShouldBe(1);
        Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!).ShouldBe([path]);
    }

    [Fact]
    public void Another_content_a_failing_npm_and_no_npm_are_told_with_what_to_do()
    {
        var package = Package("one", "content");
        Why(Store("printf other > one-1.0.0.tgz"), package).ShouldContain("it has SHA-256");
        Why(Store("echo 'npm error 404' >&2; exit 1"), package).ShouldContain("exit code 1 and said: npm error 404");
        Why(Store("exit 0"), package).ShouldContain("npm wrote no such file");
        Why(new NpmStore("s", "S(packages: \"folder\")", new NpmClient("/no/npm")), package).ShouldContain("/no/npm cannot be started");
    }

    [Fact]
    public void A_folder_names_all_that_it_lacks()
    {
        NpmPackage[] packages = [Package("one", ""), Package("two", "")];
        Should
            .Throw<InputException>(() => Store("exit 1").Open(packages, _folder.Path, Context()))
            .Problems.Select(p => p.What)
            .ShouldBe(["there is no one-1.0.0.tgz", "there is no two-1.0.0.tgz"]);
    }

    private string Why(NpmStore store, NpmPackage package)
    {
        var problem = Should.Throw<InputException>(() => store.Open([package], null, Context())).Problems.Single();
        problem.Mend.ShouldContain("S(packages: \"folder\")");
        return problem.What;
    }

    private SourceContext Context() => new(Path.Combine(_folder.Path, "cache"), _ => { });

    private static NpmPackage Package(string name, string content) =>
        new(
            name,
            "1.0.0",
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content)))
        );

    private NpmStore Store(string script)
    {
        var program = Path.Combine(_folder.Path, $"npm-{Guid.NewGuid():N}");
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return new NpmStore("s", "S(packages: \"folder\")", new NpmClient(program));
    }
}
