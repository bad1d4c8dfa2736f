namespace Clt;

/// <summary>Who speaks in a segment. Plain text without turns is <see cref="Text"/>.</summary>
public enum Role
{
    Text,
    System,
    User,
    Assistant,
}
