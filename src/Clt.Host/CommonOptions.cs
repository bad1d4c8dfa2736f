using System.CommandLine;

namespace Clt.Host;

/// <summary>Options that several verbs share.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object instead of text." };

    public static Option<string[]> Plugins() =>
        new("--plugins")
        {
            Description = "A further folder of plugins (may be given several times), beside those of CLT_PLUGINS and clt.yaml.",
            HelpName = "DIR",
        };

    public static Option<string[]> Set() =>
        new("--set")
        {
            Description = "Overrides a setting that the recipe declares, such as --set scale=small (may be given several times).",
            HelpName = "NAME=VALUE",
        };

    public static Option<bool> AllowShort() =>
        new("--allow-short")
        {
            Description = "Take what there is where a language has fewer examples than a mixture asks for; results and report say which.",
        };

    public static Option<bool> AcceptOlderCode() =>
        new("--accept-older-code")
        {
            Description =
                "Keep results of cells that differ in their code alone, such as those of an older build; they are marked wherever "
                + "they are shown.",
        };

    /// <summary>Read where the command line is: what it names holds for this process and those that it starts.</summary>
    public static Option<string?> Device() =>
        new("--device")
        {
            Description =
                "Where to compute: cpu, cuda, or cuda:1 for the second GPU. By default CLT_DEVICE, else the first GPU where there is one.",
            HelpName = "NAME",
        };

    public static Option<string> Runs() =>
        new("--runs")
        {
            Description = "The folder that runs are written to.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "runs",
        };

    public static Argument<string> Recipe() => new("recipe") { Description = "The recipe, a .csx file." };
}
