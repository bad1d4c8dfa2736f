namespace Clt.Engine.Optimizers;

/// <summary>How Muon's rate depends on a matrix's sizes; names are torch.optim.Muon's.</summary>
public enum MuonRate
{
    /// <summary>√max(1, rows / columns) times the rate (Jordan et al. 2024).</summary>
    Original,

    /// <summary>0.2 √max(rows, columns) times the rate, so that AdamW's rates and decay serve (Liu et al. 2025, arXiv 2502.16982).</summary>
    MatchRmsAdamW,
}
