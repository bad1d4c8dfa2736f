namespace Clt.Plugins.Sources.Debian.Apt;

/// <summary>Who asks apt for something, for messages.</summary>
/// <param name="Name">The source's name.</param>
/// <param name="Instead">The word of a recipe that reads a folder instead, such as <c>DebianDescriptions(lists: "folder")</c>.</param>
internal sealed record AptCaller(string Name, string Instead)
{
    /// <summary>What the user is told when apt gave less than was asked for.</summary>
    public InputException Failed(string what, IEnumerable<string> output)
    {
        // The warnings at the end carry the reason, the lines before only the address.
        string[] kinds = ["E:", "W:", "Err:"];
        var said = kinds.SelectMany(k => output.Where(l => l.StartsWith(k, StringComparison.Ordinal))).Take(2).ToList();
        var saying = said.Count == 0 ? "" : $"; apt said: {string.Join(" / ", said)}";
        return new InputException(
            what + saying,
            $"source {Name}",
            $"See that 'apt-get update' works here (network, /etc/apt/sources.list), or name a folder of what was fetched elsewhere: "
                + $"{Instead}."
        );
    }
}
