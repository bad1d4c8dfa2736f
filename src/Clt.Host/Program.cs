using System.CommandLine;
using Clt.Host;
using Clt.Host.Verbs;

var root = new RootCommand(
    """
    Finds out which languages, how much of each, for which task and model size, buy how much cross-lingual transfer.

    Examples:
      clt test
    """)
{
    TestVerb.Create(),
};
return await Invocation.Run(root, args);
