namespace Clt.Plugins.Tests.Contracts;

/// <summary>A plugin as written for contract 1.0: a source, a task, metrics of both kinds with a reader, and a model family.</summary>
internal static class OldPlugin
{
    public const string Code = """
        using System;
        using System.Collections.Generic;
        using System.Text.Json;
        using Clt;

        namespace Old;

        public sealed class OldSource : ISource
        {
            public SourceInfo Info => new("old", "numbers", [Language.Parse("pt-BR")], new Dictionary<string, string>());

            public string Fingerprint(SourceContext context) => Info.Languages[0].Code;

            public IEnumerable<Record> Read(SourceRequest request)
            {
                if (request.Split != new HashSplit(new Seed(1), Validation: 0, Test: 1).Of("one")) yield break;
                yield return new Record("one", request.Language, new Dictionary<string, string> { ["word"] = "um", ["digit"] = "1" });
            }
        }

        public sealed class OldLabels(ISource source) : ITask
        {
            public TaskInfo Info { get; } = new(
                "old-labels", "digits", new Dictionary<string, string>(), Scoring.Label, ["old-mean"], MaxNewTokens: 4)
            {
                Labels = ["1", "2"],
                Stop = ["\n"],
            };

            public ISource Source => source;

            public Example Format(Record record)
            {
                var example = Example.PromptCompletion(record.ItemId, record.Language, Info.Name, record["word"] + "\n", record["digit"]);
                return example with { Rejected = "2" };
            }
        }

        public sealed class OldMean(string name = "old-mean") : MeanMetric
        {
            public override MetricInfo Info { get; } = new(name, name + "|v:1", "0 or 1");

            public override ItemScore Score(Prediction prediction) => new(prediction.Output == prediction.References[0] ? 1 : 0);
        }

        public sealed class OldShare : SumsMetric, ILanguageBound
        {
            public override MetricInfo Info { get; } = new("old-share", "old-share|v:1", "0 to 1", HigherIsBetter: true);

            public override ItemScore Score(Prediction prediction) => Item(prediction.Output.Length, prediction.References[0].Length);

            public override double FromSums(ReadOnlySpan<double> sums) => sums[0] / sums[1];

            public Problem Refusal(Language language) =>
                language.Short == "xx" ? new Problem("it has no words", "old-share", "Take another.") : null;
        }

        public sealed class OldReader : IMetricReader
        {
            public IMetric Read(string signature) => signature.Split('|')[0] is "old-mean" ? new OldMean() : null;
        }

        public sealed class OldFamily : IModelFamily
        {
            public ModelFamilyInfo Info { get; } = new("old-llama", "Llama's layers", ["OldForCausalLM"]);

            public ModelConfig Configure(JsonElement config, string where)
            {
                var read = new ConfigReader(config, where);
                var result = HubDecoder.Read(Info.Name, read) with
                {
                    Activation = read.Activation("hidden_act", "silu"),
                    WeightNames = HubDecoder.WeightNames,
                };
                read.Complete();
                return result;
            }
        }

        [RecipeApi]
        public static class Api
        {
            public static ITask OldTask() => new OldLabels(new OldSource());
        }
        """;
}
