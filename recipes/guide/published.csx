// The Post-trainer's Guide (arXiv 2504.16677) from its own tables: every claim recomputed, its figures drawn, and what it could not say:
// intervals and tests. Nothing is trained. The table's numbers are means of one run each, so intervals are over samples or languages.
#r "../../artifacts/Clt.Recipes.dll"
#load "claims-mixtures.csx"
using Clt.Results.Analysis;
using Clt.Results.Analysis.Claims;
using Clt.Results.Scores;
using static Clt.Recipe;

var table = Setting("table", Beside("post_trainers_guide_tables.csv"));

// English examples of the task in each mixture (sections 3 and 5 of the paper); the tables do not say.
var english = new Dictionary<string, int> { ["single"] = 10_000, ["multi"] = 5_000 };
var study = Published("guide/published", table, english);

// The paper's plotted curves of MR stand above the tables' by what leaving out Arabic explains.
var noArabic = new Dictionary<string, LanguageSet> { ["MR"] = Guide.NotArabic };
string[] aya = [Guide.Small, Guide.Large],
    llama = [Guide.Llama];

IAnalysis Scripts(int number, string task) =>
    Figure($"Figure {number}: mixtures by script, {task}", s => Figures.Scripts(s, task, Guide.Small, Guide.LatinMix, Guide.OtherMix));

return study.Report(
    Claims([.. FirstQuestion(), .. SecondQuestion(), .. ThirdQuestion(), .. Readings(), .. Averages(PublishedTable.Read(table, english))]),
    Figure("Figure 2: relative to English, one task", s => Figures.Relative(s, "single", Guide.Four, aya, noArabic)),
    Figure("Figure 3: seen and unseen languages, one task", s => Figures.SeenAndUnseen(s, "single", Guide.Four, aya)),
    Figure("Figure 4: relative to English, three tasks together", s => Figures.Relative(s, "multi", Guide.Four, aya, noArabic)),
    Figure("Figure 5: seen and unseen languages, three tasks together", s => Figures.SeenAndUnseen(s, "multi", Guide.Four, aya)),
    Scripts(6, "IF"),
    Scripts(7, "SM"),
    Scripts(8, "MR"),
    Figure("Figure 10: relative to English, Llama", s => Figures.Relative(s, "single", Guide.Four, llama, noArabic)),
    Figure("Figure 11: seen and unseen languages, Llama", s => Figures.SeenAndUnseen(s, "single", Guide.Four, llama)),
    Figure("Figure 12: the gap of IF, three tasks together", s => Figures.Gap(s, "multi", Guide.Four, Guide.Small, "IF")),
    Plateau(),
    DataMultiple(),
    SeenUnseenGap(),
    SeenUnseenCorrelation(),
    TaskInterference(),
    ScriptGroups(),
    VarianceShares(),
    SourceTargetTransfer(),
    ResponseCurves(),
    SeenGainOverBase()
);
