// What the five recipes of the Post-trainer's Guide (arXiv 2504.16677) share: its languages and grids (sections 3 and 5), and, in one
// place, every choice that the paper does not state.
#r "../../artifacts/Clt.Recipes.dll"
using Clt.Recipes.Grid;
using Clt.Recipes.Studies;
using Clt.Recipes.Training;
using static Clt.Recipe;

static class Setup
{
    // Stated: English, four seen and three unseen languages; samples per language; batches of 64 that are not packed; a constant 1e-5; a
    // checkpoint every 50 steps, chosen by each run's own validation loss.
    public static readonly LanguageSet English = Lang("en");
    public static readonly LanguageSet Seen = Langs("es fr ja zh");
    public static readonly LanguageSet Unseen = Langs("ar ko pt");
    public static readonly LanguageSet All = English + Seen + Unseen;
    public const int EnglishAlone = 10_000;
    public const int EnglishTogether = 5_000;
    public static readonly int[] Alone = [0, 100, 200, 400, 800, 1000, 2000, 5000];
    public static readonly int[] Together = [0, 100, 500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500, 5000, 5500, 6000, 6500, 7000];

    // NOT stated by the paper, chosen here: passes over the data, no warm-up, decay, clipping, held-out examples a language, seeds (the
    // paper has one run of each), longest answers, prompts (each task's own file) and greedy decoding; an adapter's rank and rate where one
    // is trained. Test items: 250 a language as for XL-Sum and MGSM.
    public const int Epochs = 2;
    public const double WeightDecay = 0;
    public const double Clip = 1;
    public const int Validation = 100;
    public const int Items = 250;
    public static readonly long[] Seeds = [1, 2, 3];

    // The small scale: real data or arithmetic, a base of a few million weights, the same questions, in about ten minutes on two cores.
    public const int SmallEnglish = 800;
    public const int SmallTogether = 400;
    public static readonly int[] SmallSamples = [0, 25, 100, 400];
    public static readonly int[] SmallSamplesTogether = [0, 50, 200];
    public const string SmallBase = "recipes/bases/small";

    /// <summary>What to do where the model's folder is not there.</summary>
    public static string Missing(bool small) =>
        small
            ? "The repository keeps one in recipes/bases/small. To make one: clt run recipes/bases/small.csx; "
                + "then --set model=$(echo runs/bases/small/cells/*/checkpoint/model)."
            : "Name a Hugging Face folder: --set model=DIR.";
}

/// <summary>
/// The training settings of a scale. <c>--set adapter=lora</c> trains an adapter in place of all weights, at ten times the rate;
/// <c>--set along=20</c> follows the scores of twenty held-out items a language along training, where the measured task has held-out items.
/// </summary>
static Study Trained(this Study study, bool small)
{
    var lora = Setting("adapter", "none", "none", "lora") == "lora";
    var along = Setting("along", 0);
    Choice<Cadence>? curve = along > 0 ? Steps(small ? 25 : 50) : null;
    var trained = small
        ? study.Train(
            batch: 32,
            lr: Linear(lora ? 1e-2 : 1e-3),
            epochs: 4,
            checkpointEvery: Steps(25),
            selectBy: ValidationLoss,
            validation: 20,
            evaluateEvery: curve,
            evaluateItems: along
        )
        : study.Train(
            batch: 64,
            lr: Constant(lora ? 1e-4 : 1e-5),
            epochs: Setup.Epochs,
            packing: None,
            checkpointEvery: Steps(50),
            selectBy: ValidationLoss,
            weightDecay: Setup.WeightDecay,
            clip: Setup.Clip,
            validation: Setup.Validation,
            evaluateEvery: curve,
            evaluateItems: along
        );
    return lora ? trained.Adapter(Lora(rank: 16)) : trained;
}
