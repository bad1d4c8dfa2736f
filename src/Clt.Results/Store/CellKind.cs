namespace Clt.Results.Store;

/// <summary>What a cell makes.</summary>
public enum CellKind
{
    /// <summary>A tokenizer, shared by bases.</summary>
    Tokenizer,

    /// <summary>A pre-trained base, shared by fine-tuned models.</summary>
    Base,

    /// <summary>Scores of a base as it is: the row that others are compared with.</summary>
    Reference,

    /// <summary>Answers of a model, which others are trained on.</summary>
    Answers,

    /// <summary>A fine-tuned model and its scores.</summary>
    Finetune,
}
