using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Repro.Experiments;
using Repro.Files;
using Repro.Runs;
using Repro.Torch;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Claims;
using Repro.Verdicts.Compare;

namespace Repro.Tests.Conventions;

/// <summary>Foreign data is never code, and no server is believed who cannot prove who it is.</summary>
public partial class ForeignDataTests
{
    private static readonly Assembly[] Product = [typeof(ExitCode).Assembly, typeof(ExperimentRun).Assembly];

    [Fact]
    public void No_source_names_a_deserialiser_that_can_run_code() =>
        Found(CanRunCode(), ".cs", ".csproj", ".props", ".py").Should().BeEmpty();

    [Fact]
    public void No_source_turns_the_check_of_certificates_off() =>
        Found(TurnsChecksOff(), ".cs", ".py", ".sh", ".ps1").Should().BeEmpty();

    /// <summary>What the two above look for would be found.</summary>
    [Theory]
    [InlineData("new BinaryFormatter().Deserialize(stream)")]
    [InlineData("TypeNameHandling = TypeNameHandling.All")]
    [InlineData("[JsonDerivedType(typeof(A), \"a\")]")]
    [InlineData("torch.jit.load(path)")]
    [InlineData("pickle.load(file)")]
    public void Such_a_deserialiser_would_be_found(string line) => CanRunCode().IsMatch(line).Should().BeTrue();

    [Theory]
    [InlineData("handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true")]
    [InlineData("RemoteCertificateValidationCallback")]
    [InlineData("curl -fsSk https://example.invalid")]
    [InlineData("verify=False")]
    public void Such_a_switch_would_be_found(string line) => TurnsChecksOff().IsMatch(line).Should().BeTrue();

    [Fact]
    public void The_product_does_not_even_refer_to_one() =>
        Product
            .SelectMany(a => a.GetReferencedAssemblies())
            .Select(a => a.Name)
            .Should()
            .NotContain([
                "System.Runtime.Serialization.Formatters",
                "System.Xml.XmlSerializer",
                "System.Private.DataContractSerialization",
                "Newtonsoft.Json",
                "System.Runtime.Serialization.Xml",
            ]);

    /// <summary>A file may say what a value is, and never of which type.</summary>
    [Theory]
    [InlineData(typeof(ExperimentSpec))]
    [InlineData(typeof(RunManifest))]
    [InlineData(typeof(RunEvent))]
    [InlineData(typeof(Provenance))]
    [InlineData(typeof(ClaimsFile))]
    [InlineData(typeof(ExperimentVerdict))]
    public void No_JSON_of_ours_names_types(Type root)
    {
        var types = Reached(root, []);
        types.Should().NotBeEmpty();
        types
            .Where(type =>
                type == typeof(object)
                || Json.Readable.GetTypeInfo(type).PolymorphismOptions is not null
                || type.GetCustomAttribute<JsonPolymorphicAttribute>() is not null
            )
            .Should()
            .BeEmpty();
    }

    private static HashSet<Type> Reached(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type))
            return seen;
        var next = type.GetGenericArguments()
            .Concat(
                Product.Contains(type.Assembly) && !type.IsEnum && !type.IsGenericType
                    ? Json.Readable.GetTypeInfo(type).Properties.Select(p => p.PropertyType)
                    : []
            );
        foreach (var part in next)
            Reached(part, seen);
        return seen;
    }

    private static IEnumerable<string> Found(Regex pattern, params string[] extensions) =>
        from folder in new[] { "src", "build" }
        from file in SourceTests.Files(folder, extensions)
        from line in File.ReadLines(file)
        where pattern.IsMatch(line)
        select $"{SourceTests.Relative(file)}: {line.Trim()}";

    [GeneratedRegex(
        @"\b(BinaryFormatter|SoapFormatter|NetDataContractSerializer|DataContractSerializer|LosFormatter|XmlSerializer|JavaScriptSerializer|TypeNameHandling|JsonDerivedType|JsonPolymorphic|Assembly\.Load\w*|Type\.GetType|jit\.load|pickle|marshal|yaml\.load)\b|(?<![.\w])(eval|exec)\(|weights_only\s*=\s*False"
    )]
    private static partial Regex CanRunCode();

    [GeneratedRegex(
        @"ServerCertificateCustomValidationCallback|RemoteCertificateValidationCallback|DangerousAcceptAnyServerCertificateValidator|ServicePointManager|CheckCertificateRevocationList\s*=\s*false|NODE_TLS_REJECT_UNAUTHORIZED|--no-check-certificate|\bcurl\b.*\s(-\w*k\w*|--insecure)\b|\bverify\s*=\s*False|CERT_NONE|_create_unverified_context|-SkipCertificateCheck"
    )]
    private static partial Regex TurnsChecksOff();
}
