namespace OutreachPortal;

/// <summary>Names the resources of the interface: <c>Resources/Words.{language}.resx</c>.</summary>
public sealed class Words;
