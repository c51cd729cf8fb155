using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OutreachPortal.Tests.Support;

/// <summary>
/// A passkey as a device keeps one (https://www.w3.org/TR/webauthn-3/): makes the answers that a browser would give to a script. What it
/// says of itself can be changed, to be wrong.
/// </summary>
public sealed class SoftPasskey : IDisposable
{
    public const string Answer = nameof(Answer);

    private static readonly string[] Transports = ["internal"];

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public byte[] Id { get; init; } = RandomNumberGenerator.GetBytes(32);

    public string IdText => Base64Url.EncodeToString(Id);

    /// <summary>Who it is for, as the portal named them.</summary>
    public string? UserHandle { get; set; }

    public string Origin { get; set; } = "http://localhost";

    public string Site { get; set; } = "localhost";

    /// <summary>Whether the device asked who holds it.</summary>
    public bool Verifies { get; set; } = true;

    /// <summary>Devices whose passkeys are kept elsewhere too do not count: theirs is always nought.</summary>
    public uint Count { get; set; }

    /// <summary>What <c>navigator.credentials.create</c> answers, as JSON.</summary>
    public string Make(string options)
    {
        var asked = JsonNode.Parse(options)!;
        UserHandle = asked["user"]!["id"]!.GetValue<string>();
        var client = Client("webauthn.create", asked);
        // CBOR: {"fmt": "none", "attStmt": {}, "authData": …}
        byte[] attestation = [0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, .. Bytes([.. Data(0x40), .. Credential()])];
        return Json(new { clientDataJSON = Base64Url.EncodeToString(client), attestationObject = Base64Url.EncodeToString(attestation), transports = Transports });
    }

    /// <summary>What <c>navigator.credentials.get</c> answers, as JSON.</summary>
    public string Use(string options)
    {
        var client = Client("webauthn.get", JsonNode.Parse(options)!);
        var data = Data(0);
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Json(new
        {
            clientDataJSON = Base64Url.EncodeToString(client),
            authenticatorData = Base64Url.EncodeToString(data),
            signature = Base64Url.EncodeToString(signature),
            userHandle = UserHandle,
        });
    }

    public void Dispose() => _key.Dispose();

    private static byte[] Bytes(byte[] value) => [0x59, (byte)(value.Length >> 8), (byte)value.Length, .. value];

    private byte[] Client(string type, JsonNode asked) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = asked["challenge"]!.GetValue<string>(), origin = Origin, crossOrigin = false });

    private byte[] Data(byte flags)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(Site)), (byte)(flags | 0x01 | (Verifies ? 0x04 : 0)), .. count];
    }

    private byte[] Credential()
    {
        var point = _key.ExportParameters(false).Q;
        // COSE: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
        return [.. new byte[16], (byte)(Id.Length >> 8), (byte)Id.Length, .. Id, 0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
    }

    private string Json(object response) => JsonSerializer.Serialize(new { id = IdText, rawId = IdText, type = "public-key", clientExtensionResults = new { }, response });
}
