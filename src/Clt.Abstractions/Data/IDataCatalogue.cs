namespace Clt;

/// <summary>Extension point: a dataset registry. Sets of data, and checkpoints, that are known by name.</summary>
public interface IDataCatalogue
{
    /// <summary>All sets, with where each is now. Nothing is fetched.</summary>
    /// <exception cref="InputException">A catalogue is broken; every fault with its line.</exception>
    IReadOnlyList<DataSetInfo> Sets(DataPlaces places);

    /// <summary>Fetches a set where it is not there yet, and holds every file against its checksum.</summary>
    /// <exception cref="InputException">There is no such set, or it cannot be had.</exception>
    DataSetInfo Fetch(string name, DataPlaces places);
}
