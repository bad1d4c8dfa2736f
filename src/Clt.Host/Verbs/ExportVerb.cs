using System.CommandLine;
using System.Globalization;
using Clt.Engine.Distributed;
using Clt.Engine.Export;
using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Host.Output;
using Clt.Host.Recipes;
using Clt.Plugins.Catalog;

namespace Clt.Host.Verbs;

/// <summary><c>clt export</c>: writes a Hugging Face directory with adapters merged, and proves it by reading it again.</summary>
internal static class ExportVerb
{
    public static Command Create()
    {
        var model = new Argument<string>("model")
        {
            Description = "A model's directory, an adapter's (its base is the one it names), or a cell's in runs/<study>/cells.",
        };
        var to = new Option<string>("--out")
        {
            Description = "The directory to write; it must not be there yet.",
            HelpName = "DIR",
            Required = true,
        };
        var adapter = new Option<string[]>("--adapter")
        {
            Description = "An adapter's directory, to be merged (may be given several times).",
            HelpName = "DIR",
        };
        var dtype = new Option<string?>("--dtype") { Description = "fp32, bf16 or fp16; by default what is stored.", HelpName = "NAME" };
        var shard = new Option<double>("--shard-size")
        {
            Description = "Most gigabytes of a file of weights; 5 by default.",
            HelpName = "GB",
            DefaultValueFactory = _ => 5,
        };
        var (json, plugins) = (CommonOptions.Json(), CommonOptions.Plugins());
        var verb = new Command(
            "export",
            """
            Writes a model as a Hugging Face directory, with adapters merged into its weights. The directory is read again before it gets
            its name:
            where its weights or its answers to sample prompts are not those of the model in memory, nothing is left and the exit code is 1.

            Examples:
              clt export runs/quickstart/cells/1a2b3c --out models/mine
              clt export models/Llama-3.2-1B --adapter adapters/german --out models/german --dtype bf16
              clt export adapters/german --out models/german --json
            """
        )
        {
            model,
            to,
            adapter,
            dtype,
            shard,
            json,
            plugins,
            CommonOptions.Device(),
        };
        verb.SetAction(parsed =>
        {
            var (folder, free) = (parsed.GetValue(to)!, parsed.GetValue(dtype) is { } name ? Dtypes.Parse(name, "--dtype") : (Dtype?)null);
            ModelExport.CheckFree(folder);
            ComputeThreads.UseAll();
            var families = PluginHost.Load(parsed.GetValue(plugins)).Families();
            var source = ExportSource.Find(parsed.GetValue(model)!, parsed.GetValue(adapter) ?? []);
            return Run(source, families, folder, free, Bytes(parsed.GetValue(shard)), parsed.GetValue(json));
        });
        return verb;
    }

    private static int Run(ExportSource source, ModelFamilies families, string folder, Dtype? wanted, long shardBytes, bool json)
    {
        var (model, dtype) = source.Load(families, wanted);
        using var disposed = model;
        ExportProof? proof = null;
        var settings = new ExportSettings
        {
            Dtype = dtype,
            ShardBytes = shardBytes,
            TokenizerFolder = source.TokenizerFolder,
        };
        var ok = ModelExport.Write(model, folder, settings, written => (proof = ExportProof.Of(model, written, families)).Ok);
        if (json)
            PrintJson(source, folder, dtype, proof!, ok);
        else
            Print(source, folder, dtype, proof!, ok);
        return ok ? ExitCode.Done : ExitCode.Failed;
    }

    private static void PrintJson(ExportSource source, string folder, Dtype dtype, ExportProof proof, bool ok) =>
        JsonText.Print(
            new
            {
                Ok = ok,
                Folder = ok ? folder : null,
                Dtype = dtype.HubName(),
                source.Adapters,
                proof.SameWeights,
                Files = ok ? Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal).ToArray() : [],
                Samples = proof.Rows,
            }
        );

    private static void Print(ExportSource source, string folder, Dtype dtype, ExportProof proof, bool ok)
    {
        TextTable.Print(
            ["", "prompt", "in memory", "from the files"],
            proof.Rows.Select(r => (string[])[r.Same ? "ok" : "BAD", Ids(r.Prompt), Ids(r.Expected), Ids(r.Actual)])
        );
        if (!proof.SameWeights)
            Console.Out.WriteLine("The weights in the files are not those in memory.");
        var merged = source.Adapters.Count == 0 ? "" : $", {string.Join(" and ", source.Adapters)} merged";
        Console.Out.WriteLine(
            ok
                ? $"{folder}: {dtype.HubName()}{merged}. Read again, it holds the same weights and answers {proof.Rows.Count} sample "
                    + $"prompts alike."
                : $"{folder} was not written: what was read again is not the model in memory."
        );
    }

    private static string Ids(IReadOnlyList<int> ids) => string.Join(' ', ids.Take(8)) + (ids.Count > 8 ? " …" : "");

    private static long Bytes(double gigabytes) =>
        gigabytes > 0 && gigabytes < 1e9
            ? Math.Max(1, (long)(gigabytes * 1e9))
            : throw new InputException(
                $"it is {gigabytes.ToString(CultureInfo.InvariantCulture)}",
                "--shard-size",
                "Give a number of gigabytes above 0, such as 5."
            );
}
