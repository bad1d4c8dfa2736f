namespace VerifyTests;

/// <summary>A snapshot is new or differs.</summary>
public class VerifyException(string message) : Exception(message);
