using System.Runtime.CompilerServices;
using VerifyTests;
using VerifyTests.Internal;

namespace VerifyXunit;

/// <summary>
/// Compares a result with its snapshot <c>Class.Method.verified.txt</c> beside the test's source file. One that is new or
/// differs fails the test and leaves <c>.received.txt</c>; renaming that to <c>.verified.txt</c> accepts it.
/// </summary>
public static class Verifier
{
    /// <summary>Verifies a text.</summary>
    public static SettingsTask Verify(string? target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "")
    {
        var test = UseVerifyAttribute.Test;
        return new SettingsTask(settings, s => Snapshot.Compare(target ?? "null", s, sourceFile, test));
    }

    /// <summary>Verifies an object, written as indented JSON without quotes.</summary>
    public static SettingsTask Verify(object? target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "")
    {
        var test = UseVerifyAttribute.Test;
        return new SettingsTask(settings, s => Snapshot.Compare(ObjectText.Of(target), s, sourceFile, test));
    }
}
