namespace Clt.Host.Tests.EndToEnd;

/// <summary>A disk that fills up while a study runs.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [SmallDiskFact]
    public void The_error_says_so_and_with_space_the_run_goes_on()
    {
        _clt.Write("full.csx", TinyRecipe.Text("full"));
        var runs = Path.Combine(_clt.Folder, "small");
        Directory.CreateDirectory(runs);
        SmallDiskFactAttribute.Mount(runs, kilobytes: 700).ShouldBeTrue();
        try
        {
            var result = _clt.Run("run", "full.csx", "--runs", "small");
            result.ExitCode.ShouldBe(1, result.ToString());
            result.Error.ShouldContain("No space left", Case.Insensitive, result.ToString());
            Directory
                .GetFiles(runs, "results.json", SearchOption.AllDirectories)
                .ShouldAllBe(f => File.ReadAllText(f).Contains("checksum"));
            // What is finished can be carried to a larger disk: nothing in it names where it lay.
            CopyTo(runs, Path.Combine(_clt.Folder, "large"));
        }
        finally
        {
            SmallDiskFactAttribute.Unmount(runs);
        }

        var again = _clt.Run("run", "full.csx", "--runs", "large");
        again.ExitCode.ShouldBe(0, again.ToString());
    }

    private static void CopyTo(string from, string to)
    {
        // Links that name TensorBoard's runs may lead to what is not there yet.
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(f => new FileInfo(f).LinkTarget is null))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
