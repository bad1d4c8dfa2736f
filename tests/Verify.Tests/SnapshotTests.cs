using VerifyTests;
using VerifyXunit;

namespace Verify.Tests;

public sealed class SnapshotTests : IDisposable
{
    private readonly VerifyBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_new_snapshot_fails_and_leaves_what_was_received()
    {
        var fault = await Should.ThrowAsync<VerifyException>(() => _bench.Verify("one\r\ntwo").ToTask());
        fault.Message.ShouldContain("New:");
        fault.Message.ShouldContain("snapshot.received.txt");
        (await File.ReadAllTextAsync(_bench.Received)).ShouldBe("one\ntwo");
        File.Exists(_bench.Verified).ShouldBeFalse();
    }

    [Fact]
    public async Task An_accepted_snapshot_passes_and_removes_what_was_received()
    {
        await File.WriteAllTextAsync(_bench.Received, "old");
        await File.WriteAllTextAsync(_bench.Verified, "one\r\ntwo");
        var result = await _bench.Verify("one\ntwo");
        result.Text.ShouldBe("one\ntwo");
        result.Files.ShouldBe([_bench.Verified]);
        File.Exists(_bench.Received).ShouldBeFalse();
    }

    [Fact]
    public async Task A_difference_is_shown_with_its_lines()
    {
        await File.WriteAllTextAsync(_bench.Verified, string.Join('\n', Enumerable.Range(1, 20)));
        var changed = Enumerable.Range(1, 20).Select(i => i == 10 ? "ten" : $"{i}");
        var fault = await Should.ThrowAsync<VerifyException>(() => _bench.Verify(string.Join('\n', changed)).ToTask());
        fault.Message.ShouldContain("NotEqual:");
        fault.Message.ShouldContain("   10 - 10\n      + ten\n   11   11\n");
        fault.Message.ShouldContain("    7   7\n");
        fault.Message.ShouldNotContain("    6   6\n");
        File.Exists(_bench.Received).ShouldBeTrue();
    }

    [Fact]
    public async Task A_snapshot_is_named_by_class_and_method_beside_the_source() =>
        await Verifier.Verify("This text stands beside the test.");

    [Theory]
    [InlineData(1, "a/b")]
    public async Task Parameters_are_part_of_the_name(int number, string text) =>
        await Verifier.Verify($"{number} {text}").UseParameters(number, text);

    [Fact]
    public async Task Settings_may_be_shared_and_changed()
    {
        var settings = new VerifySettings();
        settings.UseDirectory(_bench.Folder);
        settings.ScrubLinesContaining("secret");
        await File.WriteAllTextAsync(Path.Combine(_bench.Folder, "other.verified.txt"), "seen");
        await Verifier.Verify("seen\nthe SECRET", settings).UseFileName("other");
        await Should.ThrowAsync<VerifyException>(() => Verifier.Verify("seen", settings).UseFileName("third").ToTask());
    }
}
