using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Clt.Engine.Distributed;
using Clt.Engine.Export;
using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Formats.Files;
using Clt.Host.Output;
using Clt.Host.Recipes;
using Clt.Plugins.Catalog;
using Clt.Results.Tables;
using Clt.Running.Reports;

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
            Description = "The directory to write; it must not be there yet. With --push it may be left out.",
            HelpName = "DIR",
        };
        var push = new Option<string?>("--push")
        {
            Description = "A model of the Hugging Face hub to publish it as, with a card made from the study's report. HF_TOKEN may write.",
            HelpName = "OWNER/NAME",
        };
        var hidden = new Option<bool>("--private") { Description = "With --push: a model that is made is seen by its owner only." };
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
            its name: where its weights or its answers to sample prompts are not those of the model in memory, nothing is left and the
            exit code is 1.

            Examples:
              clt export runs/quickstart/cells/1a2b3c --out models/mine
              clt export models/Llama-3.2-1B --adapter adapters/german --out models/german --dtype bf16
              clt export adapters/german --out models/german --json
              clt export runs/quickstart/cells/1a2b3c --push me/quickstart-es
            """
        )
        {
            model,
            to,
            push,
            hidden,
            adapter,
            dtype,
            shard,
            json,
            plugins,
            CommonOptions.Device(),
        };
        verb.SetAction(
            (parsed, cancel) =>
            {
                var (folder, published) = (parsed.GetValue(to), parsed.GetValue(push));
                if (folder is null && published is null)
                    throw new InputException(
                        "neither a directory nor a model is named",
                        "clt export",
                        "Give --out DIR, --push OWNER/NAME, or both."
                    );
                var free = parsed.GetValue(dtype) is { } name ? Dtypes.Parse(name, "--dtype") : (Dtype?)null;
                using var scratch = folder is null ? new ScratchFolder() : null;
                folder ??= Path.Combine(scratch!.Path, "model");
                ModelExport.CheckFree(folder);
                ComputeThreads.UseAll();
                var catalog = PluginHost.Load(NamedPlugins.All(parsed.GetValue(plugins)));
                var given = parsed.GetValue(model)!;
                string[] adapters = [.. (parsed.GetValue(adapter) ?? []).Select(a => catalog.Folder(a, cancel))];
                var source = ExportSource.Find(catalog.Folder(given, cancel), adapters);
                Func<string, string>? publish = published is null
                    ? null
                    : written => Publish(catalog, given, written, published, parsed.GetValue(hidden), cancel);
                var bytes = Bytes(parsed.GetValue(shard));
                return Task.FromResult(Run(source, catalog.Families(), folder, free, bytes, publish, parsed.GetValue(json)));
            }
        );
        return verb;
    }

    /// <summary>Puts the card beside the model, and publishes both.</summary>
    /// <returns>Where it can be looked at.</returns>
    private static string Publish(PluginCatalog catalog, string model, string folder, string name, bool isPrivate, CancellationToken cancel)
    {
        var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "config.json"))).RootElement;
        var architecture = config.TryGetProperty("architectures", out var names) ? names[0].GetString() ?? "" : "";
        AtomicFile.WriteText(Path.Combine(folder, "README.md"), ModelCard.Of(model, name, architecture));
        var hub = catalog.Find<IModelHub>("hub", h => h.Scheme, "hub of models");
        return hub.Publish(folder, name, isPrivate, PluginModels.Context(cancel));
    }

    private static int Run(
        ExportSource source,
        ModelFamilies families,
        string folder,
        Dtype? wanted,
        long shardBytes,
        Func<string, string>? publish,
        bool json
    )
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
        // What is not proved is not published.
        var shown = ok ? publish?.Invoke(folder) : null;
        if (json)
            PrintJson(source, folder, dtype, proof!, ok, shown);
        else
            Print(source, folder, dtype, proof!, ok);
        if (shown is not null && !json)
            Console.Out.WriteLine($"Published: {Visible.Of(shown)}");
        return ok ? ExitCode.Done : ExitCode.Failed;
    }

    private static void PrintJson(ExportSource source, string folder, Dtype dtype, ExportProof proof, bool ok, string? published) =>
        JsonText.Print(
            new
            {
                Ok = ok,
                Folder = ok ? folder : null,
                Published = published,
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
