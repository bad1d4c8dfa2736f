using Clt.Plugins.Sources.Files;

namespace Plugins.Tests.Sources.Files;

public class LazyReadersTests
{
    /// <summary>Loading the plugin's types, as the host does, brings in no reader of a kind of file.</summary>
    [Fact]
    public void A_reader_is_loaded_with_the_first_file_of_its_kind()
    {
        var context = new RecordingContext();
        context.LoadFromAssemblyPath(typeof(FilesRecipes).Assembly.Location).GetTypes().ShouldNotBeEmpty();
        context.Asked.ShouldNotBeEmpty();
        string[] readers = ["Apache.Arrow", "Parquet", "ZstdSharp", "CsvHelper"];
        context.Asked.Where(name => readers.Any(r => name.StartsWith(r, StringComparison.Ordinal))).ShouldBeEmpty();
    }
}
