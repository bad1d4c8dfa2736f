using System.Text;
using VerifyTests.Internal;

namespace VerifyTests;

/// <summary>The settings of one verification.</summary>
public class VerifySettings
{
    public VerifySettings() { }

    public VerifySettings(VerifySettings? settings)
    {
        if (settings is null)
            return;
        (Directory, FileName, TypeName, MethodName) = (settings.Directory, settings.FileName, settings.TypeName, settings.MethodName);
        Parameters = settings.Parameters;
        Scrubbers.AddRange(settings.Scrubbers);
    }

    internal string? Directory { get; private set; }

    internal string? FileName { get; private set; }

    internal string? TypeName { get; private set; }

    internal string? MethodName { get; private set; }

    internal object?[] Parameters { get; private set; } = [];

    internal ScrubberList Scrubbers { get; } = new();

    /// <summary>The folder of the snapshots, absolute or relative to the test's source file.</summary>
    public void UseDirectory(string directory) => Directory = directory;

    /// <summary>The snapshots' file name without ending, in place of class and method.</summary>
    public void UseFileName(string fileName) => FileName = fileName;

    /// <summary>The name in place of the test class's.</summary>
    public void UseTypeName(string name) => TypeName = name;

    /// <summary>The name in place of the test method's.</summary>
    public void UseMethodName(string name) => MethodName = name;

    /// <summary>The values of a theory's parameters, which become part of the file name.</summary>
    public void UseParameters(params object?[] parameters) => Parameters = parameters;

    public void AddScrubber(Action<StringBuilder> scrubber, ScrubberLocation location = ScrubberLocation.First) =>
        Scrubbers.Add(scrubber, location);

    /// <summary>Removes the lines for which the function says so.</summary>
    public void ScrubLines(Func<string, bool> removeLine, ScrubberLocation location = ScrubberLocation.First) =>
        Scrubbers.Add(LineScrubber.Remove(removeLine), location);

    /// <summary>Replaces each line; null removes it.</summary>
    public void ScrubLinesWithReplace(Func<string, string?> replaceLine, ScrubberLocation location = ScrubberLocation.First) =>
        Scrubbers.Add(LineScrubber.Replace(replaceLine), location);

    /// <summary>Removes lines that hold one of the texts, upper and lower case being the same.</summary>
    public void ScrubLinesContaining(params string[] stringToMatch) =>
        ScrubLinesContaining(StringComparison.OrdinalIgnoreCase, stringToMatch);

    public void ScrubLinesContaining(StringComparison comparison, params string[] stringToMatch) =>
        ScrubLines(line => stringToMatch.Any(text => line.Contains(text, comparison)));

    public void ScrubEmptyLines() => ScrubLines(string.IsNullOrWhiteSpace);

    /// <summary>Replaces GUIDs in the text by <c>Guid_1</c>, <c>Guid_2</c>…, equal ones alike.</summary>
    public void ScrubInlineGuids(ScrubberLocation location = ScrubberLocation.First) => Scrubbers.Add(InlineScrubber.Guids, location);

    /// <summary>Replaces times written in an exact format by <c>DateTime_1</c>, <c>DateTime_2</c>…, equal ones alike.</summary>
    public void ScrubInlineDateTimes(string format, ScrubberLocation location = ScrubberLocation.First) =>
        Scrubbers.Add(InlineScrubber.DateTimes(format), location);
}
