using System.Xml.Linq;

namespace Clt.Host.Testing;

/// <summary>Adds up the result files (TRX) that the test platform leaves.</summary>
internal static class TrxResults
{
    public static TestOutcome Read(string folder)
    {
        var (passed, failures, skips) = (
            new List<string>(),
            new List<TestFailure>(),
            new SortedDictionary<string, int>(StringComparer.Ordinal)
        );
        var output = new Dictionary<string, string>(StringComparer.Ordinal);
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.trx", SearchOption.AllDirectories) : [];
        foreach (
            var result in files.SelectMany(file => XDocument.Load(file).Descendants().Where(e => e.Name.LocalName == "UnitTestResult"))
        )
        {
            if (Said(result) is { Length: > 0 } said)
                output[(string?)result.Attribute("testName") ?? "?"] = said;
            var message = result.Descendants().FirstOrDefault(e => e.Name.LocalName == "Message")?.Value ?? Output(result);
            switch ((string?)result.Attribute("outcome"))
            {
                case "Passed":
                    passed.Add((string?)result.Attribute("testName") ?? "?");
                    break;
                case "NotExecuted":
                    skips[message] = skips.GetValueOrDefault(message) + 1;
                    break;
                default:
                    failures.Add(new TestFailure((string?)result.Attribute("testName") ?? "?", message));
                    break;
            }
        }

        passed.Sort(StringComparer.Ordinal);
        return new TestOutcome(passed.Count, failures.Count, skips.Values.Sum(), failures, skips) { Names = passed, Output = output };
    }

    private static string Output(XElement result) => Said(result) is { Length: > 0 } text ? text : "no reason given";

    private static string Said(XElement result) =>
        result.Descendants().FirstOrDefault(e => e.Name.LocalName == "StdOut")?.Value.Trim() ?? "";
}
