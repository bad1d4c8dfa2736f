using Clt.Engine.Training;
using Clt.Recipes.Data;
using Clt.Recipes.Grid;
using Clt.Recipes.Models;
using Clt.Recipes.Studies;
using Clt.Recipes.Training;

namespace Clt;

/// <summary>The words of a recipe. The host adds <c>using static Clt.Recipe</c>; plugins add their own.</summary>
public static partial class Recipe
{
    /// <summary>A step is a fixed number of examples (<see cref="Packing.None"/>).</summary>
    public const Packing None = Packing.None;

    /// <summary>A step is a fixed number of rows, which examples are packed into (<see cref="Packing.Rows"/>).</summary>
    public const Packing Rows = Packing.Rows;

    /// <summary>A step is a fixed number of examples of about one length (<see cref="Packing.ByLength"/>).</summary>
    public const Packing ByLength = Packing.ByLength;

    /// <summary>A step is a fixed number of rows, cut from one stream of all examples (<see cref="Packing.Wrapped"/>).</summary>
    public const Packing Wrapped = Packing.Wrapped;

    /// <summary>As <see cref="Wrapped"/>, with a stream a language: no row mixes languages (<see cref="Packing.LanguageRows"/>).</summary>
    public const Packing LanguageRows = Packing.LanguageRows;

    /// <summary>Layer norms stand before attention and feed-forward (<see cref="NormPlacement.Before"/>).</summary>
    public const NormPlacement PreNorm = NormPlacement.Before;

    /// <summary>Layer norms stand behind the residual additions, as in BERT (<see cref="NormPlacement.After"/>).</summary>
    public const NormPlacement PostNorm = NormPlacement.After;

    /// <summary>Queries and keys are turned by their places (<see cref="EncoderPositions.Rotary"/>).</summary>
    public const EncoderPositions RotaryPositions = EncoderPositions.Rotary;

    /// <summary>A trained table of positions is added to embeddings (<see cref="EncoderPositions.Learned"/>).</summary>
    public const EncoderPositions LearnedPositions = EncoderPositions.Learned;

    /// <summary>Each digit is a token of its own (<see cref="Digits.Split"/>).</summary>
    public const Digits SplitDigits = Digits.Split;

    /// <summary>Digits may be merged like letters (<see cref="Digits.Merged"/>).</summary>
    public const Digits MergedDigits = Digits.Merged;

    /// <summary>Evaluate the checkpoint with the lowest validation loss (<see cref="SelectBy.ValidationLoss"/>).</summary>
    public const SelectBy ValidationLoss = SelectBy.ValidationLoss;

    /// <summary>Evaluate the last checkpoint (<see cref="SelectBy.Last"/>).</summary>
    public const SelectBy LastCheckpoint = SelectBy.Last;

    /// <summary>Few-shot exemplars in the item's own language.</summary>
    public const ExemplarLanguage Native = ExemplarLanguage.Native;

    /// <summary>Few-shot exemplars in English, whatever the item's language.</summary>
    public const ExemplarLanguage English = ExemplarLanguage.English;

    /// <summary>The English few-shot exemplars in the item's language, by their item ids.</summary>
    public const ExemplarLanguage Translated = ExemplarLanguage.Translated;

    /// <summary>Starts a study; slashes in its name make folders under <c>runs/</c>.</summary>
    public static Study Study(string name) => new(name);

    /// <summary>A language by its tag: <c>en</c>, <c>zh-Hant</c>, <c>pt-BR</c>, <c>swa</c>.</summary>
    /// <exception cref="InputException">There is no such language; the closest are named.</exception>
    public static LanguageSet Lang(string tag) => Langs(tag);

    /// <summary>Languages by their tags, separated by spaces or commas.</summary>
    /// <exception cref="InputException">Some are not languages; all of them are listed.</exception>
    public static LanguageSet Langs(string tags)
    {
        var (languages, problems) = (new List<Language>(), new List<Problem>());
        foreach (var tag in tags.Split([' ', ',', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                languages.Add(Language.Parse(tag));
            }
            catch (InputException e)
            {
                problems.AddRange(e.Problems);
            }
        }

        if (languages.Count + problems.Count == 0)
            problems.Add(new Problem("no language is named", $"Langs(\"{tags}\")", "Write tags such as \"es fr ja zh\"."));
        return problems.Count == 0 ? new LanguageSet(languages) : throw new InputException(problems);
    }

    /// <summary>
    /// Directions, prompts in one language and answers in another: each of the first set with each of the second, but no language with
    /// itself. They stand wherever languages do; <see cref="Directed"/> gives their records.
    /// </summary>
    /// <param name="from">The prompts' languages.</param>
    /// <param name="to">The answers' languages.</param>
    /// <exception cref="InputException">There is no pair, or a language is a direction itself.</exception>
    public static LanguageSet Pairs(LanguageSet from, LanguageSet to)
    {
        var pairs = new LanguageSet(from.SelectMany(f => to.Where(t => t != f).Select(t => Language.Direction(f, t))));
        return pairs.Count > 0
            ? pairs
            : throw new InputException("there is no pair of two languages", $"Pairs(\"{from}\", \"{to}\")", "Name two or more languages.");
    }

    /// <summary>
    /// Cross-lingual records of an aligned source: in the direction en→de the fields of the German record, and those of the English one as
    /// <c>source.question</c> and so on; <c>language</c> and <c>source.language</c> are their tags. In a language by itself both are its
    /// own.
    /// </summary>
    /// <param name="on">A source whose items have the same ids in all languages.</param>
    /// <param name="aligned">
    /// Mixtures draw the same items in each language and direction; else each draws its own, under ids of their own.
    /// </param>
    public static ISource Directed(ISource on, bool aligned = true) => new DirectedSource(on, aligned);

    /// <summary>A dimension of the grid.</summary>
    public static Axis<T> Axis<T>(string name, params T[] values) => new(name, values);

    /// <summary>A dimension of the grid whose values are named, such as whole mixtures or models.</summary>
    public static Axis<T> Axis<T>(string name, params (string Label, T Value)[] values) =>
        new(name, [.. values.Select(v => v.Value)], [.. values.Select(v => v.Label)]);

    /// <summary>A value that <c>--set name=value</c> may change.</summary>
    /// <param name="name">The name on the command line.</param>
    /// <param name="value">The value otherwise.</param>
    /// <param name="choices">The values it may have; none for any.</param>
    public static T Setting<T>(string name, T value, params T[] choices)
        where T : notnull => RecipeSettings.Current.Declare(name, value, choices);

    /// <summary>Every so many optimiser steps.</summary>
    public static Cadence Steps(int every) => new(every);
}
