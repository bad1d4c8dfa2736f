using Clt.Engine.Training;
using Clt.Formats.TensorBoard;

namespace Clt.Running.Training;

/// <summary>Writes a run's figures for TensorBoard, in <c>tensorboard/</c> beside its log; passes news on.</summary>
internal sealed class TrainingBoard(string folder, IProgress<TrainingProgress> next) : IProgress<TrainingProgress>, IDisposable
{
    private EventFile? _file;
    private bool _given;

    public void Report(TrainingProgress value)
    {
        next.Report(value);
        if (value.Row is not { } row || _given)
            return;
        try
        {
            Write(row);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InputException)
        {
            // Training does not depend on it.
            _given = true;
            next.Report(value with { Row = null, Message = $"TensorBoard's file is no longer written: {e.Message}" });
        }
    }

    public void Dispose() => _file?.Dispose();

    private void Write(StepRow row)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1e3;
        _file ??= EventFile.Create(folder, now);
        Scalar("train/loss", row.Loss);
        Scalar("train/grad_norm", row.GradientNorm);
        Scalar("train/learning_rate", row.LearningRate);
        Scalar("speed/tokens_per_second", row.TokensPerSecond);
        if (row.Mfu is { } share)
            Scalar("speed/mfu", share);
        if (row.ValidationLoss is { } loss)
            Scalar("validation/loss", loss);
        foreach (var (language, value) in row.ValidationByLanguage ?? new Dictionary<string, double>())
            Scalar($"validation/{language}", value);
        foreach (var (name, value) in row.Evaluation ?? new Dictionary<string, double>())
            Scalar($"evaluation/{name}", value);
        _file.Flush();

        void Scalar(string tag, double value) => _file.Append(EventRecord.Scalar(now, row.Step, tag, (float)value));
    }
}
