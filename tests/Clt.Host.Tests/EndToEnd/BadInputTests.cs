using System.Text.Json;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>Wrong input ends with code 2 and a message that says what, where and how to mend it.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void A_missing_recipe_is_named()
    {
        var result = _clt.Run("check", "nowhere.csx");
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("nowhere.csx");
        result.Error.ShouldContain("mend:");
    }

    [Fact]
    public void An_unknown_library_of_products_is_named()
    {
        _clt.Environment["CLT_PRODUCTS"] = "fast";
        _clt.Write("tiny.csx", TinyRecipe.Text());
        foreach (
            var verb in (string[][])
                [
                    ["check", "tiny.csx"],
                    ["run", "tiny.csx"],
                    ["doctor"],
                ]
        )
        {
            var result = _clt.Run(verb);
            result.ExitCode.ShouldBe(2, result.ToString());
            result.Error.ShouldContain("'fast' is no library of products");
            result.Error.ShouldContain("at: CLT_PRODUCTS");
            result.Error.ShouldContain("blas or onednn");
        }
    }

    [Fact]
    public void A_syntax_error_carries_file_and_line()
    {
        _clt.Write("broken.csx", "var x = 1;\nvar y = ;\nreturn Study(\"x\");\n");
        var result = _clt.Run("check", "broken.csx");
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("broken.csx(2,9): error CS1525");
    }

    [Fact]
    public void A_misspelt_name_gets_the_closest_one()
    {
        _clt.Write("misspelt.csx", TinyRecipe.Text(change: t => t.Replace("SeenVersusUnseen", "SeenVersusUnsen")));
        var result = _clt.Run("check", "misspelt.csx");
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("CS0103");
        result.Error.ShouldContain("SeenVersusUnseen");
    }

    [Fact]
    public void A_misspelt_training_setting_gets_the_closest_one()
    {
        _clt.Write("setting.csx", TinyRecipe.Text(change: t => t.Replace("epochs: 2", "epoch: 2")));
        var result = _clt.Run("check", "setting.csx");
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("setting.csx(");
        result.Error.ShouldContain("'epochs'");
    }

    [Fact]
    public void An_unknown_language_is_named_with_its_line()
    {
        _clt.Write("language.csx", TinyRecipe.Text(change: t => t.Replace("Langs(\"es\")", "Langs(\"es qx\")")));
        var result = _clt.Run("check", "language.csx");
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("qx");
        result.Error.ShouldContain("language.csx");
    }

    [Fact]
    public void An_empty_mixture_is_refused()
    {
        _clt.Write("empty.csx", TinyRecipe.Text(change: t => t.Replace("Fixed(english, 60)", "Fixed(english, 0)")));
        var result = _clt.Run("check", "empty.csx");
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("mixture", Case.Insensitive);
    }

    [Fact]
    public void A_task_that_no_plugin_has_is_a_compiler_error()
    {
        _clt.Write("task.csx", TinyRecipe.Text(change: t => t.Replace("Task(Arithmetic(", "Task(Arithmetics(")));
        var result = _clt.Run("check", "task.csx");
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("Arithmetics");
        result.Error.ShouldContain("Arithmetic");
    }

    [Fact]
    public void A_missing_data_file_and_a_broken_line_are_told()
    {
        const string files = "Arithmetic(on: Files(\"questions.jsonl\", \"en es pt\", languageField: \"lang\"), answer: \"result\")";
        _clt.Write(
            "files.csx",
            TinyRecipe.Text(change: t => t.Replace("Arithmetic(on: NumberWords(below: 12), answer: \"result\")", files))
        );
        var missing = _clt.Run("check", "files.csx");
        missing.ExitCode.ShouldBe(2, missing.ToString());
        missing.Error.ShouldContain("questions.jsonl");

        _clt.Write("questions.jsonl", "{\"lang\": \"en\", \"question\": \"1 + 1\", \"answer\": \"2\"}\n{\"lang\": \"en\", \"quest\n");
        var broken = _clt.Run("check", "files.csx");
        broken.ExitCode.ShouldBe(2, broken.ToString());
        broken.Error.ShouldContain("questions.jsonl:2");
    }

    [Fact]
    public void Unknown_settings_are_named_with_those_there_are()
    {
        _clt.Write(
            "settings.csx",
            "var scale = Setting(\"scale\", \"full\", \"full\", \"small\");\n" + TinyRecipe.Text().Replace("using static Clt.Recipe;", "")
        );
        var name = _clt.Run("check", "settings.csx", "--set", "scal=small", "--json");
        name.ExitCode.ShouldBe(2, name.ToString());
        using var answer = JsonDocument.Parse(name.Output);
        var problem = answer.RootElement.GetProperty("problems")[0];
        problem.GetProperty("what").GetString()!.ShouldContain("scal");
        problem.GetProperty("mend").GetString()!.ShouldContain("scale");
        _clt.Run("check", "settings.csx", "--set", "scale=tiny").Error.ShouldContain("small");
    }

    [Fact]
    public void A_manifest_with_a_wrong_contract_and_a_corrupt_assembly_are_listed_and_stop_nothing()
    {
        _clt.Write(
            "plugins/old/plugin.yaml",
            "id: tasks.old\nversion: 1.0.0\ncontract: \">=0.1 <0.5\"\nassembly: Old.dll\nprovides: [old]\ndescription: too old\n"
        );
        _clt.Write(
            "plugins/corrupt/plugin.yaml",
            "id: tasks.corrupt\nversion: 1.0.0\ncontract: \">=1.0 <2.0\"\nassembly: C.dll\nprovides: [corrupt]\ndescription: broken\n"
        );
        _clt.Write("plugins/corrupt/C.dll", "MZ but no assembly");
        var list = _clt.Run("list", "plugins", "--plugins", "plugins");
        list.ExitCode.ShouldBe(0, list.ToString());
        list.Output.ShouldContain("tasks.old");
        list.Output.ShouldContain("tasks.corrupt");
        list.Output.Split('\n').Count(l => l.Contains("broken")).ShouldBeGreaterThanOrEqualTo(2);

        _clt.Write("good.csx", TinyRecipe.Text());
        var check = _clt.Run("check", "good.csx", "--plugins", "plugins", "--json");
        check.ExitCode.ShouldBe(0, check.ToString());
    }

    [Fact]
    public void A_runs_folder_that_cannot_be_written_is_refused()
    {
        // A file where the folder should be stops root too, whom permissions do not.
        _clt.Write("runs", "in the way");
        _clt.Write("good.csx", TinyRecipe.Text());
        var result = _clt.Run("run", "good.csx");
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("runs");
    }

    [Fact]
    public void Misspelt_options_end_with_code_2()
    {
        var result = _clt.Run("run", "x.csx", "--wrokers", "2");
        result.ExitCode.ShouldBe(2, result.ToString());
        (result.Error + result.Output).ShouldContain("--wrokers");
    }
}
