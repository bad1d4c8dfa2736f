using Clt.Engine.Data;
using Clt.Engine.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Objectives;

/// <summary>
/// Distils a teacher into a model: at every target the model's distribution is drawn towards the teacher's, and by a share towards the
/// data's token (Hinton et al. 2015). A whole sequence of the teacher's, written once, is distilled by training on it as an example.
/// </summary>
/// <remarks>Logits of both models exist for the targets of a micro-batch: bound its tokens where the vocabulary is large.</remarks>
public sealed class Distillation : Objective<TokenizedExample>
{
    private readonly LanguageModel _student;
    private readonly LanguageModel _teacher;
    private readonly DistillationSettings _settings;

    /// <param name="student">Is trained.</param>
    /// <param name="teacher">Stays as it is; disposed of with the objective.</param>
    /// <param name="settings">Which divergence, how hot, how hard.</param>
    /// <exception cref="InputException">The vocabularies differ, or a setting is out of range: all are listed.</exception>
    public Distillation(LanguageModel student, LanguageModel teacher, DistillationSettings settings)
        : base(student)
    {
        (_student, _teacher, _settings) = (student, teacher, settings);
        var problems = settings.Problems().ToList();
        if (student.Config.VocabularySize != teacher.Config.VocabularySize)
        {
            problems.Add(
                new Problem(
                    $"the teacher's vocabulary has {teacher.Config.VocabularySize} tokens, the student's {student.Config.VocabularySize}",
                    "distillation",
                    "Use a teacher with the student's tokenizer, or train on sequences that the teacher wrote."
                )
            );
        }

        if (problems.Count > 0)
            throw new InputException(problems);
    }

    public override void Dispose()
    {
        _teacher.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Tensor Loss(IReadOnlyList<TokenizedExample> examples, bool training)
    {
        using var scope = NewDisposeScope();
        using var batch = PackedBatch.Of(examples);
        var hidden = _student.Forward(batch);
        var places = batch.Targets!.ne(PackedBatch.Ignored).nonzero().flatten().to(hidden.device);
        var taught = Taught(batch, places);
        var soft = DistillationLosses.PerToken(_student.Logits(hidden.index_select(0, places)), taught, _settings).sum();
        if (_settings.HardShare > 0)
            soft = soft * (1 - _settings.HardShare) + _student.Loss(hidden, batch.Targets!) * _settings.HardShare;
        return soft.MoveToOuterDisposeScope();
    }

    private Tensor Taught(PackedBatch batch, Tensor places)
    {
        using var noGrad = no_grad();
        return _teacher.Logits(_teacher.Forward(batch).index_select(0, places));
    }
}
