using System.CommandLine;
using Clt.Host.Bench;
using Clt.Host.Chat;
using Clt.Host.Verbs;

namespace Clt.Host;

/// <summary>Command-line interface: all verbs.</summary>
internal static class CommandRoot
{
    public static RootCommand Create() =>
        new RootCommand(
            """
            Finds out which languages, how much of each, for which task and model size, buy how much cross-lingual transfer.

            Examples:
              clt run recipes/quickstart.csx
              clt check recipes/quickstart.csx --json
              clt list tasks
              clt doctor
            """
        )
        {
            RunVerb.Create(),
            CheckVerb.Create(),
            ListVerb.Create(),
            NewVerb.Create(),
            PackVerb.Create(),
            ReportVerb.Create(),
            ServeVerb.Create(),
            ExportRunsVerb.Create(),
            CompareVerb.Create(),
            ExportVerb.Create(),
            AdviseVerb.Create(),
            DataVerb.Create(),
            TokenizeVerb.Create(),
            VerifyVerb.Create(),
            BenchVerb.Create(),
            ChatVerb.Create(),
            LaunchVerb.Create(),
            CleanVerb.Create(),
            WhyVerb.Create(),
            CompletionVerb.Create(),
            DoctorVerb.Create(),
            TestVerb.Create(),
            WorkerVerb.Create(),
            RehearseVerb.Create(),
            TrustOption.Create(),
        }.WithSmallLetters();
}
