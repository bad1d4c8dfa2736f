using System.CommandLine;
using System.CommandLine.Completions;

namespace Clt.Host;

/// <summary>Completion of values that are names of an enumeration: as they are written, in small letters.</summary>
internal static class EnumCompletions
{
    /// <summary>Sets it for all arguments and options of a command and of those below it.</summary>
    public static T WithSmallLetters<T>(this T command)
        where T : Command
    {
        foreach (var argument in command.Arguments)
            Set(argument.CompletionSources, argument.ValueType);
        foreach (var option in command.Options)
            Set(option.CompletionSources, option.ValueType);
        foreach (var below in command.Subcommands)
            below.WithSmallLetters();
        return command;
    }

    private static void Set(List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources, Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        if (!value.IsEnum)
            return;
        sources.Clear();
        sources.Add(_ => Enum.GetNames(value).Select(name => new CompletionItem(name.ToLowerInvariant())));
    }
}
