using System.Text.RegularExpressions;
using TorchSharp.Native;

namespace TorchSharp.Tests;

/// <summary>Every operator that the stand-in names exists in the libtorch at hand, whichever version that is.</summary>
public partial class OperatorNameTests
{
    [Fact]
    public void Every_operator_named_in_the_sources_is_found()
    {
        string root = AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf("/artifacts/", StringComparison.Ordinal)];
        var names = Directory.GetFiles(Path.Combine(root, "src", "standins", "TorchSharp"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Named().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value)
            .Distinct()
            .ToList();
        names.Count.ShouldBeGreaterThan(300);
        names.Where(name => !Exists(name)).ShouldBeEmpty();
    }

    private static bool Exists(string name)
    {
        try
        {
            return Op.Find(name) != 0;
        }
        catch (System.Runtime.InteropServices.ExternalException)
        {
            return false;
        }
    }

    [GeneratedRegex("(?:Op\\.(?:Call\\w*|InPlace|Run)|Made|Random|Like)\\(\\s*\"(?<name>[a-zA-Z0-9_.]+)\"")]
    private static partial Regex Named();
}
