namespace Clt;

/// <summary>
/// The fields of a <c>config.json</c> that change nothing that is computed here, in any family: they name the model, tell how it was
/// trained or is generated from, or say how fast its reference implementation computes the same.
/// </summary>
/// <remarks>
/// From transformers' <c>PretrainedConfig</c> and the files that it and its kin write. Shares of dropout are among them: a decoder is
/// trained with those that a recipe gives. What only one family has is allowed by that family.
/// </remarks>
internal static class HarmlessFields
{
    private static readonly string[] Any = [];
    private static readonly string[] Off = ["false"];

    /// <summary>Each field, and the JSON values at which it is harmless; none for any value.</summary>
    public static IReadOnlyDictionary<string, string[]> All { get; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            // What the model is and who wrote it.
            ["_name_or_path"] = Any,
            ["_commit_hash"] = Any,
            ["architectures"] = Any,
            ["auto_map"] = Any,
            ["custom_pipelines"] = Any,
            ["dtype"] = Any,
            ["finetuning_task"] = Any,
            ["is_decoder"] = Any,
            ["is_encoder_decoder"] = Any,
            ["model_type"] = Any,
            ["tokenizer_class"] = Any,
            ["torch_dtype"] = Any,
            ["transformers.js_config"] = Any,
            ["transformers_version"] = Any,
            ["unsloth_fixed"] = Any,
            ["unsloth_version"] = Any,

            // Ids that framing takes from the tokenizer.
            ["bos_token_id"] = Any,
            ["eos_token_id"] = Any,
            ["pad_token_id"] = Any,
            ["sep_token_id"] = Any,
            ["cls_token_id"] = Any,
            ["mask_token_id"] = Any,
            ["unk_token_id"] = Any,
            ["decoder_start_token_id"] = Any,

            // Labels of a head that the model has not.
            ["id2label"] = Any,
            ["label2id"] = Any,
            ["num_labels"] = Any,
            ["_num_labels"] = Any,
            ["problem_type"] = Any,

            // What the reference returns, and how fast it computes it.
            ["_attn_implementation"] = Any,
            ["_attn_implementation_autoset"] = Any,
            ["attn_implementation"] = Any,
            ["cache_implementation"] = Any,
            ["chunk_size_feed_forward"] = Any,
            ["gradient_checkpointing"] = Any,
            ["output_attentions"] = Any,
            ["output_hidden_states"] = Any,
            ["output_past"] = Any,
            ["pretraining_tp"] = Any,
            ["return_dict"] = Any,
            ["torchscript"] = Any,
            ["use_bfloat16"] = Any,
            ["use_cache"] = Any,

            // Training: recipes say it.
            ["activation_dropout"] = Any,
            ["attention_dropout"] = Any,
            ["attention_probs_dropout_prob"] = Any,
            ["attn_pdrop"] = Any,
            ["classif_dropout"] = Any,
            ["classifier_dropout"] = Any,
            ["decoder_layerdrop"] = Any,
            ["dropout"] = Any,
            ["dropout_rate"] = Any,
            ["embd_pdrop"] = Any,
            ["encoder_layerdrop"] = Any,
            ["hidden_dropout"] = Any,
            ["hidden_dropout_prob"] = Any,
            ["initializer_factor"] = Any,
            ["initializer_range"] = Any,
            ["init_std"] = Any,
            ["layerdrop"] = Any,
            ["resid_pdrop"] = Any,

            // Generation: tasks say it.
            ["bad_words_ids"] = Any,
            ["begin_suppress_tokens"] = Any,
            ["diversity_penalty"] = Any,
            ["do_sample"] = Any,
            ["early_stopping"] = Any,
            ["encoder_no_repeat_ngram_size"] = Any,
            ["exponential_decay_length_penalty"] = Any,
            ["forced_bos_token_id"] = Any,
            ["forced_eos_token_id"] = Any,
            ["length_penalty"] = Any,
            ["max_length"] = Any,
            ["min_length"] = Any,
            ["no_repeat_ngram_size"] = Any,
            ["num_beam_groups"] = Any,
            ["num_beams"] = Any,
            ["num_return_sequences"] = Any,
            ["output_scores"] = Any,
            ["prefix"] = Any,
            ["remove_invalid_values"] = Any,
            ["repetition_penalty"] = Any,
            ["return_dict_in_generate"] = Any,
            ["suppress_tokens"] = Any,
            ["task_specific_params"] = Any,
            ["temperature"] = Any,
            ["top_k"] = Any,
            ["top_p"] = Any,
            ["typical_p"] = Any,

            // What changes the model unless it says that it does not.
            ["add_cross_attention"] = Off,
            ["partial_rotary_factor"] = ["1"],
            ["pruned_heads"] = ["{}"],
            ["tie_encoder_decoder"] = Off,
        };
}
