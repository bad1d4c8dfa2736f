using System.Globalization;
using System.Text;
using Clt.Results.Store;

namespace Clt.Results.Scores;

/// <summary><c>means.csv</c>: mean scores in the columns that <see cref="PublishedTable"/> reads.</summary>
public static class MeansCsv
{
    public static string Text(MeanScores scores)
    {
        var text = new StringBuilder("task,model,setting,train_langs_besides_en,samples_per_lang,eval_lang,seed,english,value\n");
        foreach (var r in scores.Rows)
        {
            text.AppendJoin(
                    ',',
                    new[]
                    {
                        r.Task,
                        r.Model,
                        r.Setting,
                        string.Join(",", r.Trained.Select(l => l.Short)),
                        r.IsBase ? "" : Number(r.Samples),
                        r.Language.Short,
                        r.Seed.ToString(CultureInfo.InvariantCulture),
                        double.IsNaN(r.English) ? "" : Number(r.English),
                        Number(r.Value),
                    }.Select(ResultsCsv.Field)
                )
                .Append('\n');
        }

        return text.ToString();
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
