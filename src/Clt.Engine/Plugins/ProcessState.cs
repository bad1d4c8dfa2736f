using System.Collections;
using System.Globalization;
using static TorchSharp.torch;

namespace Clt.Engine.Plugins;

/// <summary>
/// What all code of a process shares and a plugin must leave as it is: working folder, culture, environment, console, and the defaults of
/// libtorch.
/// A change is named and set back, so that it breaks no other cell.
/// </summary>
public sealed class ProcessState
{
    private readonly string _folder = Environment.CurrentDirectory;
    private readonly (CultureInfo Own, CultureInfo Shown) _culture = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
    private readonly (CultureInfo? Own, CultureInfo? Shown) _newThreads = (
        CultureInfo.DefaultThreadCurrentCulture,
        CultureInfo.DefaultThreadCurrentUICulture
    );
    private readonly Dictionary<string, string> _environment = Variables();
    private readonly (TextWriter Output, TextWriter Error) _console = (Console.Out, Console.Error);
    private readonly (ScalarType Type, bool Gradients)? _torch = Torch();

    private ProcessState() { }

    /// <summary>As it is now.</summary>
    public static ProcessState Take() => new();

    /// <summary>Sets back what was changed since, and says what it was.</summary>
    /// <param name="who">Who has run since, for the line: <c>the task 'x' (in Some.Plugin)</c>.</param>
    /// <param name="report">Takes one line where anything was changed.</param>
    public void Restore(string who, Action<string> report)
    {
        var changes = new List<string>();
        if (Environment.CurrentDirectory != _folder)
        {
            changes.Add($"the working folder (to {Environment.CurrentDirectory})");
            Environment.CurrentDirectory = _folder;
        }

        RestoreCulture(changes);
        RestoreEnvironment(changes);
        if (!ReferenceEquals(Console.Out, _console.Output) || !ReferenceEquals(Console.Error, _console.Error))
        {
            changes.Add("where the console writes to");
            Console.SetOut(_console.Output);
            Console.SetError(_console.Error);
        }

        RestoreTorch(changes);
        if (changes.Count > 0)
            report($"warning: {who} changed {string.Join(", ", changes)}, which all cells share: it was set back.");
    }

    private void RestoreCulture(List<string> changes)
    {
        if (
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) != _culture
            || (CultureInfo.DefaultThreadCurrentCulture, CultureInfo.DefaultThreadCurrentUICulture) != _newThreads
        )
        {
            changes.Add($"the culture (to {(CultureInfo.DefaultThreadCurrentCulture ?? CultureInfo.CurrentCulture).Name})");
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = _culture;
            (CultureInfo.DefaultThreadCurrentCulture, CultureInfo.DefaultThreadCurrentUICulture) = _newThreads;
        }
    }

    private void RestoreEnvironment(List<string> changes)
    {
        var now = Variables();
        var changed = now
            .Keys.Union(_environment.Keys)
            .Where(n => now.GetValueOrDefault(n) != _environment.GetValueOrDefault(n))
            .Order(StringComparer.Ordinal)
            .ToList();
        foreach (var name in changed)
            Environment.SetEnvironmentVariable(name, _environment.GetValueOrDefault(name));
        // Names alone: values may be secrets.
        if (changed.Count > 0)
            changes.Add($"the environment ({string.Join(", ", changed)})");
    }

    private void RestoreTorch(List<string> changes)
    {
        if (_torch is not { } before || Torch() is not { } now || now == before)
            return;
        if (now.Type != before.Type)
            changes.Add($"libtorch's default type (to {now.Type})");
        if (now.Gradients != before.Gradients)
            changes.Add("whether libtorch keeps gradients");
        set_default_dtype(before.Type);
        set_grad_enabled(before.Gradients);
    }

    /// <summary>Null where libtorch was not loaded yet: asking would load it.</summary>
    private static (ScalarType Type, bool Gradients)? Torch() => LibtorchIsLoaded ? (get_default_dtype(), is_grad_enabled()) : null;

    private static bool LibtorchIsLoaded { get; set; }

    /// <summary>From now on libtorch's defaults are looked at too.</summary>
    public static void WatchTorch() => LibtorchIsLoaded = true;

    private static Dictionary<string, string> Variables() =>
        Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "", StringComparer.Ordinal);
}
