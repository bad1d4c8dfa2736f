using Clt.Testing;
using static Clt.Plugins.Sources.Corpora.CorporaRecipes;
using static Clt.Plugins.Tasks.MultipleChoiceRecipes;

namespace Plugins.Tests.Sources.Corpora;

/// <summary>XQuAD as four choices, and SeaEval's layout.</summary>
public sealed class ChoiceSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [DataFact("xquad")]
    public void Options_of_xquad_are_four_answers_of_one_paragraph_the_same_in_every_language()
    {
        var source = XquadChoices(folder: Path.Combine(SharedFolder.Data, "xquad"));
        var task = MultipleChoice(source);
        var english = source.Read("en", Split.Test);
        // 1,107 questions lie on paragraphs with four different answers in each language by itself.
        english.Count.ShouldBeInRange(1050, 1107);
        english.ShouldAllBe(r => Choices(r).Distinct().Count() == 4 && Choices(r).All(c => r["context"].Contains(c)));
        foreach (var tag in new[] { "es", "vi", "zh" })
            source.Read(tag, Split.Test).Select(r => (r.ItemId, Place(r))).ShouldBe(english.Select(r => (r.ItemId, Place(r))));
        source.Read("de", Split.Test).ShouldBeEmpty();

        int Place(Record r) => task.Format(r).Choices.ToList().IndexOf(task.Format(r).Completion);
    }

    [Fact]
    public void Seaeval_s_layout_is_read_by_the_english_names_of_languages()
    {
        var path = Write(
            """
            [{"id": 7, "English": {"context": "It rains.", "question": "What?", "choices": ["(A) sun", "(B) rain"], "answer": "(B) rain"},
              "Spanish": {"context": "Llueve.", "question": "¿Qué?", "choices": ["(A) sol", "(B) lluvia"], "answer": "(B) lluvia"},
              "topic": {}}]
            """
        );
        var source = SeaEvalChoices(path);
        source.Info.Languages.Select(l => l.Short).ShouldBe(["en", "es"]);
        var record = source.Read("es", Split.Test).ShouldHaveSingleItem();
        (record.ItemId, record["context"], record["question"], record["answer"]).ShouldBe(("7", "Llueve.", "¿Qué?", "(B) lluvia"));
        Choices(record).ShouldBe(["(A) sol", "(B) lluvia"]);
        source.Read("es", Split.Train).ShouldBeEmpty();
    }

    [Fact]
    public void Another_layout_and_no_file_are_told_with_their_place()
    {
        Should
            .Throw<InputException>(() => SeaEvalChoices(Path.Combine(_folder.Path, "none.json")))
            .Message.ShouldContain("there is no such file");
        Should.Throw<InputException>(() => SeaEvalChoices(Write("{"))).Message.ShouldContain("it is not in SeaEval's layout");
        Should.Throw<InputException>(() => SeaEvalChoices(Write("""[{"id": 1}]"""))).Message.ShouldContain("no item has a language");
        Should.Throw<InputException>(() => XquadChoices("en xq")).Message.ShouldContain("'xq'");
    }

    private string Write(string text)
    {
        var path = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.json");
        File.WriteAllText(path, text);
        return path;
    }

    private static List<string> Choices(Record r) =>
        [.. Enumerable.Range(0, 4).Where(i => r.Fields.ContainsKey($"choices.{i}")).Select(i => r[$"choices.{i}"])];
}
