using System.Reflection;

namespace StandIns.Tests.Conformance;

/// <summary>No stand-in offers what the package lacks: code that compiles against it compiles against the package.</summary>
public class ConformanceTests
{
    /// <summary>Every folder of src/standins for whose package there is a listing (Verify.Xunit has none).</summary>
    public static TheoryData<string, string> StandIns
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string folder in Directory.GetDirectories(Path.Combine(Root(), "src", "standins")).Order(StringComparer.Ordinal))
            {
                string name = Path.GetFileName(folder);
                foreach (string listing in Listings(name))
                    cases.Add(name, Path.GetFileName(listing));
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(StandIns))]
    public void A_stand_in_has_no_member_that_its_package_lacks(string name, string listing)
    {
        var printed = TypePrinter.Print(Assembly.Load(name).GetTypes()).ToList();
        printed.ShouldNotBeEmpty();
        var foreign = Comparer.Foreign(printed, File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Api", listing)));
        foreign.ShouldBeEmpty($"{name} offers {foreign.Count} members that {listing} lacks:\n{string.Join('\n', foreign)}\n");
    }

    [Fact]
    public void Every_listing_is_that_of_a_stand_in()
    {
        var listings = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Api")).Select(path => Path.GetFileName(path));
        StandIns.Select(row => row[1]).ShouldBe(listings, ignoreOrder: true);
    }

    // <name>.txt, or <name>-<version>.txt.
    private static IEnumerable<string> Listings(string name) =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Api"), $"{name}*.txt")
            .Where(path => Path.GetFileNameWithoutExtension(path)[name.Length..] is "" or ['-', ..]);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CltHost.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("CltHost.sln was not found above the tests");
    }
}
