namespace Repro.Data.Prepare;

/// <summary>One labelled review.</summary>
/// <param name="Id">Where it came from, without the ending: <c>train/pos/0_9</c>.</param>
/// <param name="Text">The file's first line, without its line break.</param>
/// <param name="Label">pos or neg.</param>
public sealed record Review(string Id, string Text, string Label);

/// <summary>Reviews as they were published, in canonical order: pos then neg, file names in ordinal order.</summary>
/// <param name="Name">sample or imdb.</param>
/// <param name="Train">The training files; split into training and validation later.</param>
/// <param name="Test">The test files.</param>
/// <param name="Digest">SHA-256 of the content, lower-case hexadecimal.</param>
public sealed record ReviewCorpus(string Name, IReadOnlyList<Review> Train, IReadOnlyList<Review> Test, string Digest);
