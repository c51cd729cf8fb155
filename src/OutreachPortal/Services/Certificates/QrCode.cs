using QRCoder;

namespace OutreachPortal.Services.Certificates;

/// <summary>QR codes as SVG, to stand in a page.</summary>
public static class QrCode
{
    /// <summary>Level M, with the quiet zone that scanners need; dark on light also where the page is dark.</summary>
    public static string Svg(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(code);
        return picture.GetGraphic(4, "#000", "#fff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
