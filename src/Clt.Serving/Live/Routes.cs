using Clt.Serving.Answers;
using Clt.Serving.Curves;
using Clt.Serving.Http;
using Clt.Serving.Runs;
using Microsoft.AspNetCore.Http;

namespace Clt.Serving.Live;

/// <summary>What a request gets: a file of the page, a value, the stored report, or a stream of events.</summary>
internal sealed class Routes(RunsFolder runs, CancellationToken stopping)
{
    /// <summary>The most cells of one drawing or table.</summary>
    private const int MostCells = 12;

    private const int MostItems = 100;

    /// <summary>The stored report has its style in itself, and nothing else.</summary>
    private const string ReportPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

    public async Task Handle(HttpContext context)
    {
        Guard.Protect(context.Response);
        if (Guard.Refusal(context.Request) is { } refusal)
        {
            await Answer.Fault(
                context,
                refusal.Status,
                new Problem(refusal.Why, "clt serve", "Open http://127.0.0.1 with the port that clt serve names.")
            );
            return;
        }

        try
        {
            await Route(context);
        }
        catch (InputException e)
        {
            await Answer.Fault(context, StatusCodes.Status404NotFound, e.Problems[0]);
        }
        catch (OperationCanceledException)
        {
            // The page was closed, or the server ends.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && !context.Response.HasStarted)
        {
            await Answer.Fault(
                context,
                StatusCodes.Status500InternalServerError,
                new Problem(e.Message, "runs folder", "Reload the page.")
            );
        }
    }

    private Task Route(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        return path switch
        {
            "/api/studies" => Answer.Of(context, Listed()),
            "/api/study" => Answer.Of(context, Study(context).State()),
            "/api/curves" => Answer.Of(context, Curves(context)),
            "/api/answers" => Answer.Of(context, AnswerTable.Of(Study(context), Asked(context))),
            "/api/cell" => Answer.Of(context, CellDetails.Of(Study(context), Cells(context).Single())),
            "/report" => Report(context),
            "/events" => Watch(context),
            _ => Asset.Find(path) is { } file
                ? Answer.Text(context, file.Text, file.Type)
                : throw new InputException("there is no such page", path, "Open / instead."),
        };
    }

    private object Listed() => new { runs = runs.Name, studies = runs.Studies().Select(s => StudyEntry.Of(s.State())) };

    private StudyReader Study(HttpContext context) => runs.Study(One(context, "study"));

    private object Curves(HttpContext context)
    {
        var study = Study(context);
        return new { cells = Cells(context).Select(c => TrainingCurves.Of(study, c)) };
    }

    private List<string> Cells(HttpContext context)
    {
        var (study, named) = (Study(context), context.Request.Query["cell"]);
        if (named.Count is 0 or > MostCells)
            throw new InputException($"{named.Count} cells are named", "cell", $"Name 1 to {MostCells}.");
        return [.. named.Select(c => RunsFolder.Cell(study, c ?? "")).Distinct()];
    }

    private AnswerQuery Asked(HttpContext context)
    {
        var who = One(context, "who", nameof(WhoIsRight.Anyone));
        if (
            !Enum.TryParse<WhoIsRight>(who.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var right)
            || !Enum.IsDefined(right)
        )
            throw new InputException($"'{who}' is no filter", "who", $"Name one of {string.Join(", ", Enum.GetNames<WhoIsRight>())}.");
        return new AnswerQuery(
            Cells(context),
            One(context, "language", ""),
            One(context, "metric", ""),
            right,
            One(context, "of", ""),
            One(context, "text", ""),
            Number(context, "from", 0, int.MaxValue),
            Number(context, "count", 20, MostItems)
        );
    }

    private Task Report(HttpContext context)
    {
        var file = Study(context).Folder.Report;
        context.Response.Headers.ContentSecurityPolicy = ReportPolicy;
        return OwnFile.Text(file, 64 << 20) is { } page
            ? Answer.Text(context, page, "text/html; charset=utf-8")
            : throw new InputException("the study has no report yet", "report.html", "It is written when the run ends, or by clt report.");
    }

    private async Task Watch(HttpContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var watch = new Watch(runs, either.Token);
        if (context.Request.Query.ContainsKey("study"))
            await watch.Of(context, Study(context));
        else
            await watch.All(context);
    }

    private static string One(HttpContext context, string name, string? otherwise = null) =>
        context.Request.Query[name] is [{ Length: > 0 } value]
            ? value
            : otherwise ?? throw new InputException($"no {name} is named", name, "Name one.");

    private static int Number(HttpContext context, string name, int otherwise, int most) =>
        int.TryParse(One(context, name, ""), out var number) && number >= 0 ? Math.Min(number, most) : otherwise;
}
