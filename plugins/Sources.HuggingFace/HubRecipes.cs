using Clt.Plugins.Sources.Files;

namespace Clt.Plugins.Sources.HuggingFace;

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class HubRecipes
{
    /// <summary>
    /// Records from files of a dataset repository on the Hugging Face hub, of any kind that <see cref="FilesRecipes.Files"/> reads.
    /// </summary>
    /// <remarks>
    /// Files are fetched once, checked and kept. HF_TOKEN names the user, HF_ENDPOINT another hub, HF_HUB_OFFLINE=1 forbids fetching.
    /// </remarks>
    /// <param name="repository">Such as <c>owner/name</c>.</param>
    /// <param name="revision">
    /// A commit (40 digits). A branch or tag is taken as the commit that it was first; should it move, that is an error.
    /// </param>
    /// <param name="path">The file in the repository; <c>{language}</c> and <c>{split}</c> as for <see cref="FilesRecipes.Files"/>.</param>
    /// <param name="language">As for <see cref="FilesRecipes.Files"/>.</param>
    /// <param name="fields">As there.</param>
    /// <param name="id">As there.</param>
    /// <param name="languageField">As there.</param>
    /// <param name="seed">As there.</param>
    public static ISource HubFiles(
        string repository,
        string revision,
        string path,
        string language,
        string? fields = null,
        string? id = null,
        string? languageField = null,
        long seed = 1
    )
    {
        ISource Local(string local) => FilesRecipes.Files(local, language, fields, id, languageField, seed);
        return new HubFilesSource(
            new HubStore(repository, revision, HubSettings.FromEnvironment()),
            repository,
            revision,
            path,
            Local,
            Local(path).Info
        );
    }

    /// <summary>Records of a set that has no such files, by the hub's rows service; a config and split are one language's file.</summary>
    /// <param name="set">Such as <c>owner/name</c>.</param>
    /// <param name="config">The set's configuration.</param>
    /// <param name="split">The set's split; items are divided again by the hash of their id.</param>
    /// <param name="language">The language of the rows.</param>
    /// <param name="fields">As for <see cref="FilesRecipes.Files"/>.</param>
    /// <param name="id">As there.</param>
    /// <param name="seed">As there.</param>
    /// <param name="revision">The commit that the rows must be of; null takes those that there are. Another is an error.</param>
    public static ISource HubRows(
        string set,
        string config,
        string split,
        string language,
        string? fields = null,
        string? id = null,
        long seed = 1,
        string? revision = null
    )
    {
        ISource Local(string local) => FilesRecipes.Files(local, language, fields, id, seed: seed);
        return new HubRowsSource(HubSettings.FromEnvironment(), set, config, split, revision, language, Local, Local("rows.jsonl").Info);
    }
}
