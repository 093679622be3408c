using Repro.Experiments;

namespace Repro.Reproduction;

// One collection, one fixture and one class of tests per experiment: the experiments that a filter leaves out are never
// trained.
public sealed class RnnAsWritten() : ExperimentFixture(ModelKind.Rnn, ProtocolKind.AsWritten);

public sealed class RnnCorrected() : ExperimentFixture(ModelKind.Rnn, ProtocolKind.Corrected);

public sealed class CnnAsWritten() : ExperimentFixture(ModelKind.Cnn, ProtocolKind.AsWritten);

public sealed class CnnCorrected() : ExperimentFixture(ModelKind.Cnn, ProtocolKind.Corrected);

public sealed class CnnGloveAsWritten() : ExperimentFixture(ModelKind.CnnGlove, ProtocolKind.AsWritten);

public sealed class CnnGloveCorrected() : ExperimentFixture(ModelKind.CnnGlove, ProtocolKind.Corrected);

[CollectionDefinition(nameof(RnnAsWritten))]
public sealed class RnnAsWrittenRun : ICollectionFixture<RnnAsWritten>;

[CollectionDefinition(nameof(RnnCorrected))]
public sealed class RnnCorrectedRun : ICollectionFixture<RnnCorrected>;

[CollectionDefinition(nameof(CnnAsWritten))]
public sealed class CnnAsWrittenRun : ICollectionFixture<CnnAsWritten>;

[CollectionDefinition(nameof(CnnCorrected))]
public sealed class CnnCorrectedRun : ICollectionFixture<CnnCorrected>;

[CollectionDefinition(nameof(CnnGloveAsWritten))]
public sealed class CnnGloveAsWrittenRun : ICollectionFixture<CnnGloveAsWritten>;

[CollectionDefinition(nameof(CnnGloveCorrected))]
public sealed class CnnGloveCorrectedRun : ICollectionFixture<CnnGloveCorrected>;

[Collection(nameof(RnnAsWritten)), Trait("model", "rnn"), Trait("protocol", "as-written")]
public sealed class RnnAsWrittenTests(RnnAsWritten fixture) : ExperimentTests(fixture);

[Collection(nameof(RnnCorrected)), Trait("model", "rnn"), Trait("protocol", "corrected")]
public sealed class RnnCorrectedTests(RnnCorrected fixture) : ExperimentTests(fixture);

[Collection(nameof(CnnAsWritten)), Trait("model", "cnn"), Trait("protocol", "as-written")]
public sealed class CnnAsWrittenTests(CnnAsWritten fixture) : ExperimentTests(fixture);

[Collection(nameof(CnnCorrected)), Trait("model", "cnn"), Trait("protocol", "corrected")]
public sealed class CnnCorrectedTests(CnnCorrected fixture) : ExperimentTests(fixture);

[Collection(nameof(CnnGloveAsWritten)), Trait("model", "cnn-glove"), Trait("protocol", "as-written")]
public sealed class CnnGloveAsWrittenTests(CnnGloveAsWritten fixture) : ExperimentTests(fixture);

[Collection(nameof(CnnGloveCorrected)), Trait("model", "cnn-glove"), Trait("protocol", "corrected")]
public sealed class CnnGloveCorrectedTests(CnnGloveCorrected fixture) : ExperimentTests(fixture);
