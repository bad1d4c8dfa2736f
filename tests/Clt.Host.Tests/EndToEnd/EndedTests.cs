namespace Clt.Host.Tests.EndToEnd;

/// <summary>Recipes and plugins that end the process while a study is made: the command says who did, and fails.</summary>
public sealed class EndedTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    private void Write(string body, string format) =>
        _clt.Write(
            "end.csx",
            TinyRecipe.Text(
                "end",
                tokens: 2_000,
                change: text =>
                    text.Replace(
                            "using static Clt.Recipe;",
                            $$"""
                            using static Clt.Recipe;

                            static int Deeper(int n) => Deeper(n + 1) + Deeper(n + 2);

                            class Odd(ITask inner) : ITask
                            {
                                public TaskInfo Info => inner.Info;

                                public ISource Source => inner.Source;

                                public Example Format(Record record)
                                {
                                    {{format}}
                                    return inner.Format(record);
                                }
                            }

                            {{body}}
                            """
                        )
                        .Replace(
                            ".Task(Arithmetic(on: NumberWords(below: 12), answer: \"result\"))",
                            ".Task(new Odd(Arithmetic(on: NumberWords(below: 12), answer: \"result\")))"
                        )
            )
        );

    [Theory]
    [InlineData("Environment.Exit(0);", "", "Environment.Exit")]
    [InlineData("", "Environment.Exit(0);", "Format of the task 'number-arithmetic' (in the recipe)")]
    [InlineData("Environment.FailFast(\"no more\");", "", "no more")]
    [InlineData("Deeper(0);", "", "Stack overflow")]
    [InlineData("", "Environment.FailFast(\"not this one\");", "not this one")]
    [InlineData(
        "new System.Threading.Thread(() => throw new InvalidOperationException(\"behind the scenes\")).Start(); "
            + "System.Threading.Thread.Sleep(3000);",
        "",
        "behind the scenes"
    )]
    public void What_ends_the_process_is_named_and_the_command_fails(string body, string format, string named)
    {
        Write(body, format);
        foreach (var verb in new[] { "check", "run" })
        {
            var ended = _clt.Run(verb, "end.csx");
            ended.ExitCode.ShouldBeOneOf([1, 2], ended.ToString());
            ended.Error.ShouldContain(named);
            ended.Error.ShouldContain("mend: ");
            ended.Error.ShouldNotContain("   at System.");
        }
    }

    [Fact]
    public void A_recipe_that_came_through_is_not_rehearsed_again()
    {
        Write("File.AppendAllText(\"made\", \"x\");", "");
        _clt.Run("check", "end.csx").ExitCode.ShouldBe(0);
        var made = File.ReadAllText(Path.Combine(_clt.Folder, "made")).Length;
        made.ShouldBe(2, "rehearsed and made");
        _clt.Run("check", "end.csx").ExitCode.ShouldBe(0);
        File.ReadAllText(Path.Combine(_clt.Folder, "made")).Length.ShouldBe(made + 1);
    }
}
