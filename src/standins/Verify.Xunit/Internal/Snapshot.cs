using System.Reflection;
using System.Text;

namespace VerifyTests.Internal;

/// <summary>Compares a text with its verified file.</summary>
internal static class Snapshot
{
    public static async Task<VerifyResult> Compare(string target, VerifySettings settings, string sourceFile, MethodInfo? test)
    {
        var sourceFolder = SourceFolder.Of(sourceFile);
        var prefix = SnapshotName.PathOf(settings, sourceFolder, test);
        var (receivedPath, verifiedPath) = (prefix + ".received.txt", prefix + ".verified.txt");
        var received = Scrub(target, settings, sourceFolder);
        var verified = File.Exists(verifiedPath) ? (await File.ReadAllTextAsync(verifiedPath)).ReplaceLineEndings("\n") : null;
        if (received == verified)
        {
            File.Delete(receivedPath);
            return new VerifyResult([verifiedPath], received);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(prefix)!);
        await File.WriteAllTextAsync(receivedPath, received);
        throw new VerifyException(Message(prefix, verified, received));
    }

    private static string Scrub(string target, VerifySettings settings, string sourceFolder)
    {
        var text = new StringBuilder(target.ReplaceLineEndings("\n"));
        settings.Scrubbers.Apply(text);
        VerifierSettings.Scrubbers.Apply(text);
        FolderScrubber.Apply(text, sourceFolder);
        return text.ToString();
    }

    private static string Message(string prefix, string? verified, string received)
    {
        var name = Path.GetFileName(prefix);
        return $"""
            Directory: {Path.GetDirectoryName(prefix)}
            {(verified is null ? "New" : "NotEqual")}:
              - Received: {name}.received.txt
              - Verified: {name}.verified.txt
            To accept it, rename the received file to the verified one.

            {(verified is null ? received : "- verified, + received:\n" + TextDiff.Of(verified, received))}
            """;
    }
}
