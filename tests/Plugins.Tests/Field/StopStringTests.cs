using Clt.Plugins.Tasks;

namespace Plugins.Tests.Field;

/// <summary>Where answers end: in plain text at what a base model writes next, in a template at the turn's end only.</summary>
public sealed class StopStringTests
{
    private static readonly ISource None = new NoSource();

    [Fact]
    public void Plain_text_has_a_default_and_a_template_has_none()
    {
        MathReasoningRecipes.MathReasoning(None).Info.Stop.ShouldBe(["\n\n"]);
        MathReasoningRecipes.MathReasoning(None, chat: true).Info.Stop.ShouldBeEmpty();
        SummarisationRecipes.Summarisation(None).Info.Stop.ShouldBe(["\n"]);
        SummarisationRecipes.Summarisation(None, chat: true).Info.Stop.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_asked_for_is_taken_in_both()
    {
        MathReasoningRecipes.MathReasoning(None, stop: ["問題：", "###"]).Info.Stop.ShouldBe(["問題：", "###"]);
        MathReasoningRecipes.MathReasoning(None, stop: []).Info.Stop.ShouldBeEmpty();
        MathReasoningRecipes.MathReasoning(None, chat: true, stop: ["\n\n"]).Info.Stop.ShouldBe(["\n\n"]);
        InstructionFollowingRecipes.InstructionFollowing(None).Info.Stop.ShouldBeEmpty();
        InstructionFollowingRecipes.InstructionFollowing(None, stop: ["사용자:"]).Info.Stop.ShouldBe(["사용자:"]);
        SummarisationRecipes.Summarisation(None, stop: ["।"]).Info.Stop.ShouldBe(["।"]);
    }

    [Fact]
    public void A_task_in_a_template_asks_in_turns()
    {
        MathReasoningRecipes.MathReasoning(None, chat: true).Info.FewShot!.Format.ShouldBe(PromptFormat.Chat);
        MathReasoningRecipes.MathReasoning(None, shots: 2, chat: true).Info.FewShot!.Shots.ShouldBe(2);
        MathReasoningRecipes.MathReasoning(None).Info.FewShot.ShouldBeNull();
    }

    [Fact]
    public void An_empty_stop_string_is_refused() =>
        Should.Throw<InputException>(() => MathReasoningRecipes.MathReasoning(None, stop: ["\n", ""])).Message.ShouldContain("empty");

    [Fact]
    public void Math_is_scored_as_languages_write_numbers_unless_a_papers_rules_are_asked_for()
    {
        MathReasoningRecipes.MathReasoning(None).Info.Metrics.ShouldBe(["math-number"]);
        MathReasoningRecipes.MathReasoning(None, paperRules: true).Info.Metrics.ShouldBe(["math-answer", "math-last-number"]);
    }

    /// <summary>Nothing is read to make a task.</summary>
    private sealed class NoSource : ISource
    {
        public SourceInfo Info => throw new NotSupportedException();

        public string Fingerprint(SourceContext context) => throw new NotSupportedException();

        public IEnumerable<Record> Read(SourceRequest request) => throw new NotSupportedException();
    }
}
