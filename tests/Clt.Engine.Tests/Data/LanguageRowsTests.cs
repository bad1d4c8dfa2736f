using Clt.Engine.Data;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using FsCheck;
using FsCheck.Fluent;

namespace Clt.Engine.Tests.Data;

/// <summary>Rows that are cut from texts of one language each.</summary>
public sealed class LanguageRowsTests
{
    private static readonly Language[] Languages = [Language.Parse("en"), Language.Parse("ru"), Language.Parse("zh")];

    [Fact]
    public void No_row_mixes_languages_and_but_for_each_languages_end_no_token_is_lost()
    {
        var texts = Gen.NonEmptyListOf(from language in Gen.Choose(0, 2) from length in Gen.Choose(1, 40) select (language, length));
        Prop.ForAll(
                texts.ToArbitrary(),
                list =>
                {
                    // A text's tokens tell its language: its ids have that remainder by three.
                    TrainingExample[] examples =
                    [
                        .. list.Select(
                            (t, i) =>
                                Example(
                                    Languages[t.language],
                                    [.. Enumerable.Range(0, t.length).Select(k => 3 * (40 * i + k) + t.language)]
                                )
                        ),
                    ];
                    var rows = Rows(examples, 16);
                    foreach (var row in rows)
                    {
                        row.Ids.Select(id => Languages[id % 3]).Distinct().ShouldBe([row.Language]);
                        row.Ids.Length.ShouldBeLessThanOrEqualTo(16);
                    }

                    foreach (var language in list.GroupBy(t => t.language))
                    {
                        var all = language.Sum(t => t.length);
                        rows.Where(r => r.Language == Languages[language.Key])
                            .Sum(r => r.Ids.Length)
                            .ShouldBe(all < 16 ? all : all / 16 * 16);
                    }
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Words_of_a_row_are_numbered_through()
    {
        EncoderExample[] examples =
        [
            Example(Languages[0], [1, 10, 11, 2]) with
            {
                Words = [null, 0, 0, null],
            },
            Example(Languages[0], [1, 12, 13, 2]) with
            {
                Words = [null, 0, 1, null],
            },
        ];
        SequencePacking.Wrapped(examples, 8).ShouldHaveSingleItem().Words.ShouldBe([null, 0, 0, null, null, 1, 2, null]);
        SequencePacking.Wrapped(examples, 6).ShouldHaveSingleItem().Words.ShouldBe([null, 0, 0, null, null, 1]);
    }

    [Fact]
    public void What_has_targets_of_its_own_is_not_laid_end_to_end()
    {
        var labelled = new EncoderExample("1", Languages[0], "test", [1, 10, 2], [1]);
        Should.Throw<InputException>(() => Rows([labelled], 16)).Message.ShouldContain("only plain sequences can be wrapped");
    }

    private static List<EncoderExample> Rows(IReadOnlyList<TrainingExample> examples, int length)
    {
        var settings = new TrainingSettings
        {
            Batch = 4,
            Epochs = 1,
            PackedLength = length,
            WrapPacked = true,
            WrapByLanguage = true,
            Schedule = new ConstantSchedule(1e-3),
        };
        var order = new TrainingOrder(new TrainingJob("", "", () => throw new NotSupportedException(), examples, [], settings, 1));
        return [.. Enumerable.Range(0, order.Steps).SelectMany(order.Step).Cast<EncoderExample>()];
    }

    private static EncoderExample Example(Language language, int[] ids) => new("1", language, "test", ids, []);
}
