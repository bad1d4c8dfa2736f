using Clt.Host.Tests.EndToEnd;

namespace Clt.Host.Tests.Torture;

/// <summary>
/// Fault injection: runs studies, disturbs them in ways that a seed decides, runs them again, and holds what they say then against what
/// they say undisturbed.
/// </summary>
internal sealed class Torturer : IDisposable
{
    private static readonly TimeSpan DeadByThen = TimeSpan.FromSeconds(6);

    private readonly CltCommand _clt = new();
    private readonly Dictionary<string, (StudyMark Mark, TimeSpan Time)> _undisturbed = [];
    private readonly string _mark = Guid.NewGuid().ToString("N");
    private readonly Random _random;

    public Torturer(int seed)
    {
        _random = new Random(seed);
        _clt.Environment[OwnProcesses.Variable] = _mark;
        TortureStudies.Write(_clt);
    }

    public TortureCounts Counts { get; } = new();

    public void Dispose()
    {
        foreach (var (id, _) in OwnProcesses.With(_mark))
            OwnProcesses.Kill(id);
        _clt.Dispose();
    }

    /// <summary>One disturbance of one study, after which all is as before.</summary>
    public void Once()
    {
        var study = TortureStudies.All.Keys.ElementAt(_random.Next(TortureStudies.All.Count));
        var undisturbed = Undisturbed(study);
        switch (_random.Next(6))
        {
            case 0 or 1:
                Kills(study, undisturbed.Time);
                break;
            case 2 or 3:
                Damages(study);
                break;
            case 4 when SmallDiskFactAttribute.IsAllowed:
                FullDisk(study);
                break;
            default:
                if (_random.Next(2) == 0)
                    Together(study);
                else
                    ClockJump(study);
                break;
        }
    }

    private string Folder(string name) => Path.Combine(_clt.Folder, name);

    private (StudyMark Mark, TimeSpan Time) Undisturbed(string study)
    {
        if (_undisturbed.TryGetValue(study, out var known))
            return known;
        var run = _clt.Run("run", $"{study}.csx", "--runs", "undisturbed", "--json");
        run.ExitCode.ShouldBe(0, $"{study}: {run}");
        return _undisturbed[study] = (StudyMark.Of(Path.Combine(Folder("undisturbed"), study)), run.Time);
    }

    /// <summary>SIGKILL of the host, of a worker, or of all, at random moments of the run; now and then of an export or a report.</summary>
    private void Kills(string study, TimeSpan span)
    {
        for (var n = 2 + _random.Next(6); n > 0; n--)
        {
            using var process = _clt.Start("run", $"{study}.csx", "--runs", "disturbed", "--json");
            Drain(process);
            if (process.WaitForExit(TimeSpan.FromSeconds(0.3) + span * _random.NextDouble() * 0.4))
                break;
            KillSome(process.Id);
            process.WaitForExit();
            NoOrphans($"{study}, killed");
        }

        GoesOn(study, "killed");
        using var late = _random.Next(2) == 0 ? Export(study) : _clt.Start("report", $"{study}.csx", "--runs", "disturbed");
        if (late is not null)
        {
            Drain(late);
            if (!late.WaitForExit(TimeSpan.FromSeconds(0.2 + _random.NextDouble() * 2)))
                KillSome(late.Id);
            late.WaitForExit();
            NoOrphans($"{study}, killed while it exported or reported");
        }

        GoesOn(study, "killed while it exported or reported");
        Directory.Delete(Folder("disturbed"), recursive: true);
    }

    private System.Diagnostics.Process? Export(string study)
    {
        var weights = Directory.GetFiles(Folder("disturbed"), "model.safetensors", SearchOption.AllDirectories).Order().ToList();
        if (weights.Count == 0)
            return null;
        var model = Path.GetDirectoryName(weights[_random.Next(weights.Count)])!;
        return _clt.Start("export", model, "--out", Path.Combine(Folder("disturbed"), study, $"exported-{_random.Next()}"));
    }

    private void KillSome(int host)
    {
        var all = OwnProcesses.With(_mark);
        if (all.Count == 0)
            return;
        switch (_random.Next(3))
        {
            case 0:
                all.ToList().ForEach(p => OwnProcesses.Kill(p.Id));
                Counts.Add("kills of all");
                break;
            case 1 when all.Any(p => p.Command.Contains(" worker ", StringComparison.Ordinal)):
                // A worker first, then its host, which may have begun to tell of it.
                OwnProcesses.Kill(all.First(p => p.Command.Contains(" worker ", StringComparison.Ordinal)).Id);
                Thread.Sleep(_random.Next(300));
                OwnProcesses.Kill(host);
                Counts.Add("kills of workers");
                break;
            default:
                OwnProcesses.Kill(host);
                Counts.Add("kills of hosts");
                break;
        }
    }

    /// <summary>A stored file of a finished study is flipped, cut, emptied, grown, exchanged or gone.</summary>
    private void Damages(string study)
    {
        for (var n = 1 + _random.Next(6); n > 0; n--)
        {
            CopyUndisturbed(study);
            var file = FileDamage.Of(Path.Combine(Folder("disturbed"), study), _random);
            Counts.Add("damages");
            // Readers of stored numbers first: what they say is right, or refused.
            Says(study, file);
            GoesOn(study, $"damaged: {file}", mayRefuse: true);
            Directory.Delete(Folder("disturbed"), recursive: true);
        }
    }

    private void Says(string study, string damaged)
    {
        var read = _clt.Run("report", Path.Combine(Folder("disturbed"), study), "--format", "csv");
        if (read.ExitCode == 0)
        {
            var right = _clt.Run("report", Path.Combine(Folder("undisturbed"), study), "--format", "csv");
            if (read.Output != right.Output)
                Counts.WrongNumbers.Add($"{study}: report FOLDER says otherwise after {damaged}");
            return;
        }

        Explained(read, $"{study}: report FOLDER after {damaged}");
    }

    /// <summary>A disk of a random size, so that the last write that fits may be any; then a larger one.</summary>
    private void FullDisk(string study)
    {
        var small = Folder("small");
        Directory.CreateDirectory(small);
        var whole = Directory
            .GetFiles(Folder("undisturbed") + "/" + study, "*", SearchOption.AllDirectories)
            .Sum(f => new FileInfo(f).Length);
        if (!SmallDiskFactAttribute.Mount(small, (int)(50 + _random.NextInt64(whole / 1024))))
            return;
        try
        {
            var full = _clt.Run("run", $"{study}.csx", "--runs", "small", "--json");
            Counts.Add("full disks");
            if (full.ExitCode != 0)
                Explained(full, $"{study}: a full disk");
            StoredFolder.Copy(small, Folder("disturbed"));
        }
        finally
        {
            SmallDiskFactAttribute.Unmount(small);
            Directory.Delete(small);
        }

        GoesOn(study, "a full disk");
        Directory.Delete(Folder("disturbed"), recursive: true);
    }

    /// <summary>Two runs of one study at once: one may refuse, none may spoil.</summary>
    private void Together(string study)
    {
        using var first = _clt.Start("run", $"{study}.csx", "--runs", "disturbed", "--json");
        Drain(first);
        Thread.Sleep(_random.Next(3000));
        var second = _clt.Run("run", $"{study}.csx", "--runs", "disturbed", "--json");
        first.WaitForExit();
        Counts.Add("runs together");
        if (second.ExitCode != 0)
            Explained(second, $"{study}: a second run at once");
        GoesOn(study, "two runs at once");
        Directory.Delete(Folder("disturbed"), recursive: true);
    }

    /// <summary>A run that is cut, then every file's times moved by years, either way, as a set clock leaves them.</summary>
    private void ClockJump(string study)
    {
        using (var process = _clt.Start("run", $"{study}.csx", "--runs", "disturbed", "--json"))
        {
            Drain(process);
            if (!process.WaitForExit(Undisturbed(study).Time * _random.NextDouble()))
                process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        if (Directory.Exists(Folder("disturbed")))
        {
            foreach (var file in Directory.GetFiles(Folder("disturbed"), "*", SearchOption.AllDirectories))
                File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddDays(_random.Next(40_000)));
        }

        Counts.Add("clock jumps");
        _clt.Environment["TZ"] = _random.Next(2) == 0 ? "Pacific/Kiritimati" : "America/Adak";
        GoesOn(study, "a clock that jumped");
        _clt.Environment.Remove("TZ");
        Directory.Delete(Folder("disturbed"), recursive: true);
    }

    private void CopyUndisturbed(string study) =>
        StoredFolder.Copy(Path.Combine(Folder("undisturbed"), study), Path.Combine(Folder("disturbed"), study));

    /// <summary>The same command again comes to its end with the same numbers, and nothing lies about.</summary>
    private void GoesOn(string study, string after, bool mayRefuse = false)
    {
        var run = _clt.Run("run", $"{study}.csx", "--runs", "disturbed", "--json");
        var folder = Path.Combine(Folder("disturbed"), study);
        if (run.ExitCode != 0)
        {
            if (mayRefuse)
                Explained(run, $"{study}, {after}");
            else
                Counts.Unexplained.Add($"{study} does not go on after {after}: {run}");
            Counts.Add("refused to go on");
            return;
        }

        var (right, now) = (_undisturbed[study].Mark, StudyMark.Of(folder));
        // What a model wrote is evidence that no run reads again: damage of it is told to whoever does.
        var other = now.Differences(right).Where(d => !d.Contains("predictions/") || !after.Contains(d, StringComparison.Ordinal)).ToList();
        if (other.Count > 0)
            Counts.WrongNumbers.Add($"{study}, {after}: {string.Join(", ", other)}");
        foreach (var left in now.Files.Except(right.Files).Where(f => !f.StartsWith("exported-", StringComparison.Ordinal)))
            Counts.Leftovers.Add($"{study}, {after}: {left}");
        NoOrphans($"{study}, {after}");
    }

    private void NoOrphans(string after)
    {
        SpinWait.SpinUntil(() => OwnProcesses.With(_mark).Count == 0, DeadByThen);
        foreach (var (id, command) in OwnProcesses.With(_mark))
        {
            Counts.Orphans.Add($"{after}: {command}");
            OwnProcesses.Kill(id);
        }
    }

    /// <summary>A failure has a message, and it is not that of a fault of ours.</summary>
    private void Explained(CltResult result, string after)
    {
        var text = result.Output + result.Error;
        if (text.Trim().Length == 0 || result.ExitCode > 2 || text.Contains("fault of CltHost", StringComparison.Ordinal))
            Counts.Unexplained.Add($"{after}: {result}");
    }

    private static void Drain(System.Diagnostics.Process process)
    {
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
    }
}
