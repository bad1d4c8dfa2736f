using System.Runtime.CompilerServices;
using System.Text;

namespace VerifyTests;

/// <summary>A verification that starts when it is awaited, so that its settings can be changed before.</summary>
public class SettingsTask
{
    private readonly VerifySettings _settings;
    private readonly Func<VerifySettings, Task<VerifyResult>> _buildTask;
    private Task<VerifyResult>? _task;

    public SettingsTask(VerifySettings? settings, Func<VerifySettings, Task<VerifyResult>> buildTask)
    {
        _settings = new VerifySettings(settings);
        _buildTask = buildTask;
    }

    public SettingsTask UseDirectory(string directory) => With(s => s.UseDirectory(directory));

    public SettingsTask UseFileName(string fileName) => With(s => s.UseFileName(fileName));

    public SettingsTask UseTypeName(string name) => With(s => s.UseTypeName(name));

    public SettingsTask UseMethodName(string name) => With(s => s.UseMethodName(name));

    public SettingsTask UseParameters(params object?[] parameters) => With(s => s.UseParameters(parameters));

    public SettingsTask AddScrubber(Action<StringBuilder> scrubber, ScrubberLocation location = ScrubberLocation.First) =>
        With(s => s.AddScrubber(scrubber, location));

    public SettingsTask ScrubLines(Func<string, bool> removeLine, ScrubberLocation location = ScrubberLocation.First) =>
        With(s => s.ScrubLines(removeLine, location));

    public SettingsTask ScrubLinesWithReplace(Func<string, string?> replaceLine, ScrubberLocation location = ScrubberLocation.First) =>
        With(s => s.ScrubLinesWithReplace(replaceLine, location));

    public SettingsTask ScrubLinesContaining(params string[] stringToMatch) => With(s => s.ScrubLinesContaining(stringToMatch));

    public SettingsTask ScrubLinesContaining(StringComparison comparison, params string[] stringToMatch) =>
        With(s => s.ScrubLinesContaining(comparison, stringToMatch));

    public SettingsTask ScrubEmptyLines() => With(s => s.ScrubEmptyLines());

    public SettingsTask ScrubInlineGuids(ScrubberLocation location = ScrubberLocation.First) => With(s => s.ScrubInlineGuids(location));

    public SettingsTask ScrubInlineDateTimes(string format, ScrubberLocation location = ScrubberLocation.First) =>
        With(s => s.ScrubInlineDateTimes(format, location));

    public Task<VerifyResult> ToTask() => _task ??= _buildTask(_settings);

    public TaskAwaiter<VerifyResult> GetAwaiter() => ToTask().GetAwaiter();

    private SettingsTask With(Action<VerifySettings> change)
    {
        change(_settings);
        return this;
    }
}
