using System.Text;
using Clt.Results.Reporting;

namespace Clt.Running.Verification;

/// <summary>A page that shows what is trained on, token by token.</summary>
public static class MaskPage
{
    /// <summary>The page; its text is well-formed XML after the document type.</summary>
    public static string Render(string study, IReadOnlyList<RecipeCheck> checks)
    {
        var body = new StringBuilder();
        body.Append(
            $"<h1>What {Svg.Text(study)} trains on</h1>\n<p>Marked tokens are targets of the loss; the others are only read.</p>\n"
        );
        var masks = checks.SelectMany(c => c.Masks.Select(m => (c.Stage, Mask: m)));
        foreach (var group in masks.GroupBy(m => (m.Stage, m.Mask.Task, m.Mask.Language.Code)))
        {
            var stage = group.Key.Stage.Length > 0 ? $"{Svg.Text(group.Key.Stage)}: " : "";
            body.Append($"<h2>{stage}{Svg.Text(group.Key.Task)}, {Svg.Text(group.Key.Code)}</h2>\n");
            foreach (var (_, item) in group)
            {
                var wrong = item.Trained ? "" : " <strong>differs from the trained text</strong>";
                body.Append($"<p dir=\"auto\"><code>{Svg.Text(item.ItemId)}</code>{wrong}<br/>");
                foreach (var (text, target) in item.Tokens)
                {
                    var element = target ? "mark" : "span";
                    body.Append($"<{element}>{Visible(text)}</{element}><wbr/>");
                }

                body.Append("</p>\n");
            }
        }

        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"/><title>Masks of {Svg.Text(study)}</title>
            <style>
            :root {"{"} color-scheme: light dark; {"}"}
            body {"{"} font-family: sans-serif; max-width: 60rem; margin: 2rem auto; {"}"}
            span, mark {"{"} outline: 1px solid #8884; padding: 0 1px; white-space: pre-wrap; {"}"}
            </style></head>
            <body>
            {body}</body>
            </html>

            """;
    }

    private static string Visible(string token) => Svg.Text(token.Replace("\n", "⏎\n", StringComparison.Ordinal));
}
