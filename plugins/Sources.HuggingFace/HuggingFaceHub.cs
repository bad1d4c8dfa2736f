namespace Clt.Plugins.Sources.HuggingFace;

/// <summary>
/// Models of the Hugging Face hub, <c>hub:owner/name@revision</c>. HF_TOKEN names the user, HF_ENDPOINT another hub, HF_HUB_OFFLINE=1
/// forbids asking it.
/// </summary>
public sealed class HuggingFaceHub : IModelHub
{
    public string Scheme => "hub";

    public void Fetch(string name, string folder, bool weights, SourceContext context) =>
        new HubModelStore(name, HubSettings.FromEnvironment()).Fetch(folder, weights, context);

    public string Publish(string folder, string name, bool isPrivate, SourceContext context) =>
        new HubUpload(name, HubSettings.FromEnvironment(), context).Publish(folder, isPrivate);
}
