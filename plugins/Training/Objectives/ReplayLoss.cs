namespace Clt.Plugins.Training.Objectives;

/// <summary>What examples of an episodic memory do in a step.</summary>
public enum ReplayLoss
{
    /// <summary>They are learnt again beside the step's own: experience replay, ER (Chaudhry et al. 2019, arXiv 1902.10486).</summary>
    Examples,

    /// <summary>
    /// The model's logits for them are drawn to those of the model as the stage found it, by the mean of squared differences
    /// (M'hamdi et al. 2023, KD-logit).
    /// </summary>
    Logits,

    /// <summary>The same of the states of the last layer (M'hamdi et al. 2023, KD-rep).</summary>
    States,

    /// <summary>
    /// The step's gradient is projected so that their loss does not rise: averaged gradient episodic memory, A-GEM (Chaudhry et al. 2019,
    /// arXiv 1812.00420).
    /// </summary>
    Gradients,
}
