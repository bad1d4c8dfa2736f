using System.Globalization;
using Clt.Engine.Plugins;

namespace Clt.Engine.Tests.Data;

/// <summary>What plugins do besides their work: taking very long, and changing what all share.</summary>
[Collection("what all share")]
public sealed class PluginCallTests
{
    [Fact]
    public void A_call_that_takes_very_long_is_named_with_its_plugin_member_and_item()
    {
        var (before, said) = (PluginCall.Patience, new List<string>());
        PluginCall.Patience = TimeSpan.FromSeconds(0.5);
        try
        {
            using var outer = PluginCall.Begin(this, "Draw of the task 'outer'", "other", _ => { });
            using (
                PluginCall.Begin(
                    this,
                    "Format of the task 'slow'",
                    "item-7",
                    line =>
                    {
                        lock (said)
                            said.Add(line);
                    }
                )
            )
                SpinWait
                    .SpinUntil(
                        () =>
                        {
                            lock (said)
                                return said.Count > 0;
                        },
                        TimeSpan.FromSeconds(20)
                    )
                    .ShouldBeTrue();
        }
        finally
        {
            PluginCall.Patience = before;
        }

        said[0].ShouldStartWith("warning: Format of the task 'slow' (in Clt.Engine.Tests) has taken");
        said[0].ShouldContain("'item-7'");
    }

    [Fact]
    public void What_a_plugin_changed_is_named_and_set_back()
    {
        var (folder, culture, said) = (Environment.CurrentDirectory, CultureInfo.CurrentCulture, new List<string>());
        var state = ProcessState.Take();
        Environment.CurrentDirectory = Path.GetTempPath();
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
        Environment.SetEnvironmentVariable("A_PLUGINS_OWN", "secret");
        state.Restore("the task 'odd' (in Odd.Plugin)", said.Add);

        said.ShouldHaveSingleItem().ShouldStartWith("warning: the task 'odd' (in Odd.Plugin) changed the working folder (to ");
        said[0].ShouldContain("the culture (to tr-TR)");
        said[0].ShouldContain("A_PLUGINS_OWN");
        said[0].ShouldNotContain("secret");
        (Environment.CurrentDirectory, CultureInfo.CurrentCulture).ShouldBe((folder, culture));
        Environment.GetEnvironmentVariable("A_PLUGINS_OWN").ShouldBeNull();
        state.Restore("nobody", said.Add);
        said.Count.ShouldBe(1, "nothing is left to be said");
    }
}
