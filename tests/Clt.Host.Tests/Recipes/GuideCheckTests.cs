using Clt.Host.Tests.Verbs;
using Clt.Testing;

namespace Clt.Host.Tests.Recipes;

/// <summary><c>clt check</c> of the Guide's recipes on configurations alone, and what it refuses.</summary>
[Collection(VerbRun.Alone)]
public sealed class GuideCheckTests : IDisposable
{
    private const string Llama8B = """
        { "architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": 4096, "intermediate_size": 14336,
        "num_hidden_layers": 32,
          "num_attention_heads": 32, "num_key_value_heads": 8, "vocab_size": 128256, "max_position_embeddings": 131072,
          "rms_norm_eps": 1e-05,
          "rope_theta": 500000.0, "hidden_act": "silu", "tie_word_embeddings": false, "bos_token_id": 128000, "eos_token_id": 128001 }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("clt-check-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("8B", 8_028_033_024)]
    [InlineData("Llama", 8_030_261_248)]
    public void A_configuration_gives_cells_steps_tokens_operations_and_what_it_takes_on_gpus(string model, long parameters)
    {
        var run = Check("math.csx", model == "Llama" ? Llama8B : Aya(4096, 32, 14336, 32, 8), "--json");
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Json.GetProperty("parameters").GetInt64().ShouldBe(parameters);
        var rows = run.Json.GetProperty("rows").EnumerateArray().Where(r => r.GetProperty("kind").GetString() == "Finetune").ToList();
        rows.Count.ShouldBe(8 * 3);
        rows.ShouldAllBe(r =>
            r.GetProperty("steps").GetInt64() >= 2 * (10_000 / 64) && r.GetProperty("train_tokens").GetInt64() > 1_000_000
        );
        foreach (var device in run.Json.GetProperty("devices").EnumerateArray())
        {
            device.GetProperty("count").GetInt32().ShouldBeInRange(1, 8);
            device.GetProperty("memory").GetDouble().ShouldBeGreaterThan(4.0 * parameters);
            device.GetProperty("hours").GetDouble().ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void The_plan_reads_as_text()
    {
        var run = Check("math.csx", Llama8B);
        run.ExitCode.ShouldBe(0, run.ToString());
        foreach (var said in new[] { "Plan of guide/math", "GPUs needed", "H200 141 GB", "GPU hours", "operations", "note: " })
            run.Output.ShouldContain(said);
    }

    [Fact]
    public void What_fits_nowhere_is_refused_and_the_setting_that_is_named_makes_it_fit()
    {
        var aya35 = Aya(8192, 40, 22528, 64, 64);
        var refused = Check("math.csx", aya35);
        refused.ExitCode.ShouldBe(2, refused.ToString());
        refused.Error.ShouldContain("training all 34,980,831,232 weights takes");
        refused.Error.ShouldContain("--set adapter=lora: ");
        refused.Error.ShouldContain("on one H200 141 GB");
        var fits = Check("math.csx", aya35, "--set", "adapter=lora", "--json");
        fits.ExitCode.ShouldBe(0, fits.ToString());
        fits.Json.GetProperty("devices").EnumerateArray().ShouldContain(d => d.GetProperty("count").GetInt32() == 1);
    }

    [Theory]
    [InlineData("math.csx")]
    [InlineData("summarisation.csx")]
    [InlineData("instructions.csx")]
    [InlineData("multitask.csx")]
    [InlineData("scripts.csx")]
    public void Without_the_small_base_the_error_names_the_commands_that_make_it(string recipe)
    {
        var run = VerbRun.Of(
            "run",
            Path.Combine(RepositoryRoot.Folder, "recipes", "guide", recipe),
            "--set",
            $"model={_folder}/none",
            "--runs",
            $"{_folder}/runs"
        );
        run.ExitCode.ShouldBe(2, run.ToString());
        run.Error.ShouldContain("there is no such folder");
        run.Error.ShouldContain("clt run recipes/bases/small.csx; then --set model=");
    }

    private VerbRun Check(string recipe, string config, params string[] more)
    {
        File.WriteAllText(Path.Combine(_folder, "config.json"), config);
        string[] arguments =
        [
            "check",
            Path.Combine(RepositoryRoot.Folder, "recipes", "guide", recipe),
            "--set",
            "scale=full",
            "--set",
            $"model={_folder}",
            "--runs",
            $"{_folder}/runs",
            .. more,
        ];
        return VerbRun.Of(arguments);
    }

    private static string Aya(int width, int layers, int inner, int heads, int keyValueHeads) =>
        $$"""
            { "architectures": ["CohereForCausalLM"], "model_type": "cohere", "hidden_size": {{width}}, "intermediate_size": {{inner}},
            "num_hidden_layers": {{layers}},
              "num_attention_heads": {{heads}}, "num_key_value_heads": {{keyValueHeads}}, "vocab_size": 256000,
              "max_position_embeddings": 8192, "layer_norm_eps": 1e-05,
              "rope_theta": 10000, "hidden_act": "silu", "tie_word_embeddings": true, "logit_scale": 0.0625, "bos_token_id": 5,
              "eos_token_id": 255001 }
            """;
}
