namespace Clt.Formats.Tokenization;

/// <summary>How a trained tokenizer cuts text into words, across which nothing merges.</summary>
public enum WordSplit
{
    /// <summary>Llama 3: letters with one sign before them, up to three digits, signs with line breaks after them.</summary>
    Llama3,

    /// <summary>The same with every digit a word of its own (Qwen 2): numbers have one spelling.</summary>
    SingleDigits,

    /// <summary>GPT-2: a space may stand before letters, digits or signs.</summary>
    Gpt2,
}
