using Clt.Plugins.Sources.Lexicons.Vectors;

namespace Plugins.Tests.Sources.Lexicons;

public sealed class VectorFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Vec => Path.Combine(_folder.Path, "x.vec");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_words_are_read_and_a_word_may_have_a_space()
    {
        File.WriteAllText(Vec, "4 2\nthe 1 -0.5 \nNew York 1e-3 2\nthe 9 9\nlast 3 4\n");
        var table = VectorFile.Read(Vec, 10);
        (table.Width, table.Count).ShouldBe((2, 3));
        table.Words.ShouldBe(["the", "New York", "last"]);
        table.Values.ShouldBe([1, -0.5f, 1e-3f, 2, 3, 4]);
        VectorFile.Read(Vec, 2).Words.ShouldBe(["the", "New York"]);
    }

    [Fact]
    public void What_is_written_is_read_to_the_same_bits()
    {
        var table = new VectorTable(["a", "ข"], [0.1f, 1f / 3, -7e-12f, 123456.7f], 2);
        VectorFile.Write(Vec, table);
        VectorFile.Read(Vec, 10).Values.ShouldBe(table.Values);
        VectorFile.Read(Vec, 10).Words.ShouldBe(table.Words);
    }

    [Theory]
    [InlineData("", "the first line is not", ":1")]
    [InlineData("the 1 2\n", "the first line is not", ":1")]
    [InlineData("1 2\nthe 1\n", "the line is not a word and 2 numbers", ":2")]
    [InlineData("1 2\nthe 1 x\n", "'x' is no number", ":2")]
    [InlineData("1 2\nthe 1 NaN\n", "'NaN' is no number", ":2")]
    [InlineData("0 2\n", "there is no word vector", "x.vec")]
    public void A_broken_file_is_named(string text, string said, string where)
    {
        File.WriteAllText(Vec, text);
        var problem = Should.Throw<InputException>(() => VectorFile.Read(Vec, 10)).Problems.ShouldHaveSingleItem();
        problem.What.ShouldStartWith(said);
        problem.Where.ShouldEndWith(where);
        Should.Throw<InputException>(() => VectorFile.Read(Vec + "x", 10)).Message.ShouldContain("there is no such file");
    }
}
