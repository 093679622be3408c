using System.Buffers.Binary;
using System.Text.Json;
using Repro.Experiments;
using Repro.Testing;
using Repro.Torch.Models;
using Repro.Torch.Tests.Testing;

namespace Repro.Torch.Tests.Models;

[Collection(LibtorchGroup.Name)]
public sealed class CheckpointTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "weights.bin");

    public static TheoryData<string> Names => new(ToyModels.Names);

    public void Dispose()
    {
        if (Directory.Exists(Path.GetDirectoryName(path)))
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Saved_and_loaded_weights_are_equal(string name)
    {
        using var saved = ToyModels.Create(name, seed: 1);
        using var loaded = ToyModels.Create(name, seed: 2);
        var digest = Checkpoint.Save(saved, path);
        Checkpoint.Load(loaded, path);
        foreach (var (parameter, weight) in saved.named_parameters())
            TensorAssert.Equal(loaded.get_parameter(parameter)!, weight, parameter);
        Checkpoint.Save(loaded, path).Should().Be(digest).And.HaveLength(64);
    }

    [Fact]
    public void Either_kernel_reads_the_others_weights()
    {
        using var packed = ToyModels.Create("rnn lstm packed", seed: 1);
        using var unpacked = ToyModels.Create("rnn lstm hidden", seed: 2);
        Checkpoint.Save(packed, path);
        Checkpoint.Load(unpacked, path);
        TensorAssert.Equal(
            unpacked.get_parameter("rnn.weight_hh_l1_reverse")!,
            packed.get_parameter("rnn.weight_hh_l1_reverse")!,
            "weight_hh_l1_reverse"
        );
    }

    [Fact]
    public void The_header_is_that_of_safetensors()
    {
        using var model = ToyModels.Create("cnn 3 4 5");
        Checkpoint.Save(model, path);
        var bytes = File.ReadAllBytes(path);
        var header = JsonSerializer.Deserialize<JsonElement>(
            bytes.AsSpan(8, (int)BinaryPrimitives.ReadInt64LittleEndian(bytes))
        );
        header
            .GetProperty("conv_1.weight")
            .GetRawText()
            .Should()
            .Be("""{"dtype":"F32","shape":[3,1,4,4],"data_offsets":[348,540]}""");
        header.GetProperty("__metadata__").GetProperty("sha256").GetString().Should().HaveLength(64);
    }

    /// <summary>
    /// <c>{name: tuple(p.shape) for name, p in model.state_dict().items()}</c> of the notebook's two modules over ten
    /// words, in Python's order: what the file holds can be given to <c>load_state_dict</c>.
    /// </summary>
    [Theory]
    [InlineData(
        ModelKind.Rnn,
        """
            embedding.weight [10,100]
            rnn.weight_ih_l0 [1024,100]
            rnn.weight_hh_l0 [1024,256]
            rnn.bias_ih_l0 [1024]
            rnn.bias_hh_l0 [1024]
            rnn.weight_ih_l0_reverse [1024,100]
            rnn.weight_hh_l0_reverse [1024,256]
            rnn.bias_ih_l0_reverse [1024]
            rnn.bias_hh_l0_reverse [1024]
            rnn.weight_ih_l1 [1024,512]
            rnn.weight_hh_l1 [1024,256]
            rnn.bias_ih_l1 [1024]
            rnn.bias_hh_l1 [1024]
            rnn.weight_ih_l1_reverse [1024,512]
            rnn.weight_hh_l1_reverse [1024,256]
            rnn.bias_ih_l1_reverse [1024]
            rnn.bias_hh_l1_reverse [1024]
            fc.weight [1,512]
            fc.bias [1]
            """
    )]
    [InlineData(
        ModelKind.Cnn,
        """
            embedding.weight [10,300]
            conv_0.weight [64,1,3,300]
            conv_0.bias [64]
            conv_1.weight [64,1,4,300]
            conv_1.bias [64]
            conv_2.weight [64,1,5,300]
            conv_2.bias [64]
            fc.weight [1,192]
            fc.bias [1]
            """
    )]
    public void The_notebooks_models_are_written_under_the_names_and_shapes_of_PyTorchs_state_dict(
        ModelKind kind,
        string expected
    )
    {
        using var model = ModelFactory.Create(Profiles.Spec(Profiles.Imdb, kind, ProtocolKind.Corrected), 10, null);
        Checkpoint.Save(model, path);
        var bytes = File.ReadAllBytes(path);
        var header = JsonSerializer.Deserialize<JsonElement>(
            bytes.AsSpan(8, (int)BinaryPrimitives.ReadInt64LittleEndian(bytes))
        );
        header
            .EnumerateObject()
            .Where(p => p.Name != "__metadata__")
            .Select(p => $"{p.Name} {p.Value.GetProperty("shape").GetRawText()}")
            .Should()
            .BeEquivalentTo(
                expected.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            );
    }

    [Fact]
    public void A_changed_number_is_found_and_the_model_left_alone()
    {
        using var saved = ToyModels.Create("cnn 3 4 5", seed: 1);
        using var model = ToyModels.Create("cnn 3 4 5", seed: 2);
        Checkpoint.Save(saved, path);
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        using var before = model.EmbeddingWeight.clone();

        Refusal(model)
            .Should()
            .MatchRegex(
                "^.*weights.bin: the SHA-256 of its weights is [0-9a-f]{64}, but the file says [0-9a-f]{64}. "
                    + "Delete it and train the experiment again.$"
            );
        TensorAssert.Equal(model.EmbeddingWeight, before, "embedding");
    }

    [Fact]
    public void A_cut_file_is_refused()
    {
        using var model = ToyModels.Create("cnn 3 4 5");
        Checkpoint.Save(model, path);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^5]);
        Refusal(model).Should().Contain(", within fc.weight. Delete it");
        File.WriteAllBytes(path, [1, 2, 3]);
        Refusal(model).Should().Contain("not a file of weights");
        File.WriteAllBytes(path, [255, 255, 255, 255, 255, 255, 255, 127, 0]);
        Refusal(model).Should().Contain("its header would be 9223372036854775807 bytes long, the limit is 1048576.");
    }

    [Fact]
    public void Another_models_weights_are_refused_by_name_and_shape()
    {
        using var saved = ToyModels.Create("cnn 3 4 5");
        using var model = ToyModels.Create("cnn 3 3 3");
        Checkpoint.Save(saved, path);
        Refusal(model).Should().Contain("weights of another model: conv_1.weight [3,1,4,4], the model has [3,1,3,4]");
        using var other = ToyModels.Create("rnn gru hidden");
        Refusal(other).Should().Contain("conv_0.weight [3,1,3,4], the model has none");
    }

    [Fact]
    public void A_missing_file_is_an_input_error()
    {
        using var model = ToyModels.Create("cnn 3 4 5");
        Refusal(model).Should().Contain("weights.bin: no weights to read:");
    }

    private string Refusal(SentimentModel model) =>
        model
            .Invoking(m => Checkpoint.Load(m, path))
            .Should()
            .Throw<ReproException>()
            .Where(e => e.ExitCode == ExitCode.InputMissing)
            .Which.Message;
}
