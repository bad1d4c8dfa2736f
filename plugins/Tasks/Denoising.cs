using System.ComponentModel;
using System.Globalization;

namespace Clt.Plugins.Tasks;

/// <summary>Texts that are spoilt and mended, as mBART is pre-trained: language adaptation of an encoder-decoder.</summary>
internal sealed class Denoising : ITask
{
    private readonly TextNoise _noise;
    private readonly string _field;

    public Denoising(ISource source, TextNoise noise, string field, int newTokens)
    {
        var problems = new Problems();
        foreach (var problem in noise.Problems("task denoising"))
            problems.Add(problem.What, problem.Where, problem.Mend);
        problems.Check(newTokens >= 1, $"newTokens is {newTokens}", "task denoising", "Give at least 1.");
        problems.ThrowIfAny();
        (Source, _noise, _field) = (source, noise, field);
        Info = new TaskInfo(
            "denoising",
            "mend a text whose spans were hidden",
            noise
                .Fields.Select(f => (f.Key, Value: Convert.ToString(f.Value, CultureInfo.InvariantCulture) ?? ""))
                .Append(("field", field))
                .ToDictionary(f => f.Item1, f => f.Item2),
            Scoring.Generate,
            ["chrf"],
            newTokens
        );
    }

    public TaskInfo Info { get; }

    public ISource Source { get; }

    public Example Format(Record record) => Example.Spoilt(record.ItemId, record.Language, Info.Name, record[_field], _noise);
}

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class DenoisingRecipes
{
    /// <summary>
    /// Denoising (Lewis et al. 2020, Liu et al. 2020): texts whose spans are hidden, anew whenever they are trained on, and that are to be
    /// written whole; for encoder-decoders.
    /// </summary>
    /// <param name="on">Records with a text field, such as <c>HelpParagraphs()</c>.</param>
    /// <param name="ratio">Share of the tokens that is masked.</param>
    /// <param name="meanLength">Mean of the masked spans' lengths in tokens, which are Poisson distributed; a span is one mask.</param>
    /// <param name="permute">Whether sentences change places.</param>
    /// <param name="field">The field's name.</param>
    /// <param name="newTokens">Most tokens that are written of a text that is tested.</param>
    /// <exception cref="InputException">A figure is out of range: all such are listed.</exception>
    [Description("texts whose spans are hidden and that are mended; encoder-decoders")]
    public static ITask Denoising(
        ISource on,
        double ratio = 0.35,
        double meanLength = 3.5,
        bool permute = true,
        string field = "text",
        int newTokens = 128
    ) =>
        new Denoising(
            on,
            new TextNoise
            {
                Ratio = ratio,
                MeanLength = meanLength,
                PermuteSentences = permute,
            },
            field,
            newTokens
        );
}
