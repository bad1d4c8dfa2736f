using System.Runtime.CompilerServices;
using VerifyTests;
using VerifyXunit;

namespace Verify.Tests;

/// <summary>A folder for snapshots that is gone after the test.</summary>
public sealed class VerifyBench : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("verify-").FullName;

    public string Received => Path.Combine(Folder, "snapshot.received.txt");

    public string Verified => Path.Combine(Folder, "snapshot.verified.txt");

    public SettingsTask Verify(string text, [CallerFilePath] string sourceFile = "") =>
        Verifier.Verify(text, sourceFile: sourceFile).UseDirectory(Folder).UseFileName("snapshot");

    public SettingsTask VerifyObject(object? target, [CallerFilePath] string sourceFile = "") =>
        Verifier.Verify(target, sourceFile: sourceFile).UseDirectory(Folder).UseFileName("snapshot");

    /// <summary>The text that would be compared, as it stands in the received file.</summary>
    public async Task<string> Receive(SettingsTask verification)
    {
        await Should.ThrowAsync<VerifyException>(() => verification.ToTask());
        return await File.ReadAllTextAsync(Received);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
