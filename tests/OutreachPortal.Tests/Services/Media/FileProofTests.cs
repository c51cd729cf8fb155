using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OutreachPortal.Services.Media;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Media;

/// <summary>What a file is told to be by its content.</summary>
public sealed class FileProofTests
{
    public static TheoryData<string> Types => ["png", "jpg", "gif", "webp", "webp with notes", "avif"];

    [Theory]
    [MemberData(nameof(Types))]
    public void Image_is_told_with_its_size(string type)
    {
        var proof = FileProof.Of(Image(type, 300, 200));
        proof.Fault.ShouldBe(FileFault.None);
        proof.Extension.ShouldBe("." + type.Split(' ')[0]);
        (proof.Width, proof.Height).ShouldBe((300, 200));
        proof.IsImage.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Image_that_breaks_off_anywhere_is_refused(string type)
    {
        var whole = Image(type, 3, 2);
        for (var length = 0; length < whole.Length; length++)
        {
            FileProof.Of(whole.AsSpan(0, length)).Fault.ShouldNotBe(FileFault.None, $"{length} of {whole.Length}");
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Image_that_is_something_else_as_well_is_refused(string type)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("evil.html");
        }

        byte[][] others =
        [
            [.. "<script>alert(1)</script>"u8], zip.ToArray(), [.. "<?php ?>"u8], Documents.Pdf(), new byte[10_000],
            // A second image is none that a telephone said it would put there.
            Images.Jpeg(), Images.Png(),
        ];
        foreach (var other in others)
        {
            FileProof.Of([.. Image(type, 3, 2), .. other]).Fault.ShouldBeOneOf(FileFault.Trailing, FileFault.Damaged);
        }
    }

    [Theory]
    [InlineData("png")]
    [InlineData("jpg")]
    [InlineData("gif")]
    [InlineData("webp")]
    public void A_few_bytes_of_padding_are_no_harm(string type)
    {
        FileProof.Of([.. Image(type, 3, 2), 0x0D, 0x0A, 0, 0]).Fault.ShouldBe(FileFault.None);
        FileProof.Of([.. Image(type, 3, 2), .. new byte[17]]).Fault.ShouldBe(FileFault.Trailing);
    }

    [Theory]
    [InlineData("png", 20_001, 1)]
    [InlineData("png", 7072, 7072)]
    [InlineData("png", int.MaxValue, int.MaxValue)]
    [InlineData("jpg", 65_535, 65_535)]
    [InlineData("gif", 65_535, 1)]
    [InlineData("webp", 16_384, 16_384)]
    [InlineData("avif", int.MaxValue, int.MaxValue)]
    public void Image_of_more_pixels_than_a_browser_should_unpack_is_refused(string type, int width, int height) =>
        FileProof.Of(type == "png" ? Images.PngOf(Images.PngHeader(width, height), ("IDAT", Images.PngPixels())) : Image(type, width, height))
            .Fault.ShouldBe(FileFault.TooManyPixels);

    [Theory]
    [InlineData("png", 20_000, 2_500)]
    [InlineData("jpg", 2_500, 20_000)]
    public void Image_of_just_as_many_pixels_is_taken(string type, int width, int height) => FileProof.Of(Image(type, width, height)).Fault.ShouldBe(FileFault.None);

    [Theory]
    [InlineData("png")]
    [InlineData("jpg")]
    [InlineData("gif")]
    [InlineData("avif")]
    public void Image_without_a_pixel_is_refused(string type) =>
        FileProof.Of(type == "png" ? Images.PngOf(Images.PngHeader(0, 5), ("IDAT", Images.PngPixels())) : Image(type, 0, 5)).Fault.ShouldBe(FileFault.Damaged);

    [Theory]
    [InlineData("", FileFault.Empty)]
    [InlineData("hello", FileFault.Unknown)]
    [InlineData("MZ\u0090", FileFault.Unknown)]
    [InlineData("PK\u0003\u0004", FileFault.Unknown)]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", FileFault.Markup)]
    [InlineData("\uFEFF \n<?xml version='1.0'?><svg/>", FileFault.Markup)]
    [InlineData("<!doctype html><script>alert(1)</script>", FileFault.Markup)]
    [InlineData("GIF89a=1;alert(1)//", FileFault.TooManyPixels)]
    [InlineData("GIF89a", FileFault.Damaged)]
    [InlineData("%PDF-1.7 without an end", FileFault.Damaged)]
    [InlineData("%PDF-1.7 %%EOF", FileFault.None)]
    [InlineData("BM      ", FileFault.Unknown)]
    public void Text_is_what_it_is(string content, FileFault fault) => FileProof.Of(Encoding.UTF8.GetBytes(content)).Fault.ShouldBe(fault);

    [Fact]
    public void Png_with_a_wrong_sum_or_without_pixels_or_with_a_part_that_nobody_knows_is_refused()
    {
        var wrong = Images.Png();
        wrong[^17] ^= 1;
        FileProof.Of(wrong).Fault.ShouldBe(FileFault.Damaged);
        FileProof.Of(Images.PngOf(Images.PngHeader(2, 1))).Fault.ShouldBe(FileFault.Damaged);
        FileProof.Of(Images.PngOf(("IDAT", Images.PngPixels()), Images.PngHeader(2, 1))).Fault.ShouldBe(FileFault.Damaged);
        FileProof.Of(Images.PngOf(Images.PngHeader(2, 1), ("EVIL", []), ("IDAT", Images.PngPixels()))).Fault.ShouldBe(FileFault.Damaged);
    }

    [Fact]
    public void What_is_compressed_in_a_png_is_not_unpacked()
    {
        using var bomb = new MemoryStream();
        using (var zlib = new ZLibStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(new byte[50_000_000]);
        }

        var png = Images.PngOf(Images.PngHeader(2, 1), ("zTXt", [.. "Comment\0\0"u8, .. bomb.ToArray()]), ("IDAT", Images.PngPixels()));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var proof = FileProof.Of(png);
        proof.Fault.ShouldBe(FileFault.None);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10_000);
        proof.WithoutNotes(png).ShouldBe(Images.Png());
    }

    [Theory]
    [InlineData(1, false, 300, 200)]
    [InlineData(3, true, 300, 200)]
    [InlineData(6, false, 200, 300)]
    [InlineData(8, true, 200, 300)]
    [InlineData(9, false, 300, 200)]
    public void Photograph_loses_the_place_where_it_was_taken_and_stays_upright(int orientation, bool littleEndian, int width, int height)
    {
        var photograph = Images.Jpeg(300, 200, Images.Exif(orientation, littleEndian), Images.Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0<GPS/>"u8]),
            Images.Segment(0xED, [.. "Photoshop 3.0\0GPS"u8]), Images.Segment(0xFE, [.. "GPS"u8]), Images.Segment(0xE2, [.. "ICC_PROFILE\0colours"u8]));
        var proof = FileProof.Of(photograph);
        (proof.Fault, proof.Width, proof.Height).ShouldBe((FileFault.None, width, height));
        var clean = proof.WithoutNotes(photograph);
        Encoding.Latin1.GetString(clean).ShouldNotContain("GPS");
        Encoding.Latin1.GetString(clean).ShouldContain("ICC_PROFILE");
        var again = FileProof.Of(clean);
        (again.Fault, again.Width, again.Height).ShouldBe((FileFault.None, width, height));
        again.WithoutNotes(clean).ShouldBe(clean);
    }

    [Fact]
    public void What_a_telephone_puts_behind_a_photograph_is_no_reason_to_refuse_it_and_is_not_kept()
    {
        var plain = Images.Jpeg(3, 2);
        byte[][] telephones =
        [
            [.. Images.Jpeg(3, 2, Images.Segment(0xE2, [.. "MPF\0index"u8])), .. Images.Jpeg(1, 1)],
            [.. plain, .. Images.Box("ftyp", [.. "mp42"u8]), .. "film"u8],
            [.. plain, .. "notes SEFT"u8],
        ];
        foreach (var photograph in telephones)
        {
            var proof = FileProof.Of(photograph);
            proof.Fault.ShouldBe(FileFault.None);
            proof.WithoutNotes(photograph).ShouldBe(plain);
        }
    }

    [Fact]
    public void Other_images_lose_their_notes_too()
    {
        foreach (var image in new[] { Images.Gif(), Images.WebPWithNotes() })
        {
            var clean = FileProof.Of(image).WithoutNotes(image);
            Encoding.Latin1.GetString(clean).ShouldNotContain("GPS");
            var proof = FileProof.Of(clean);
            (proof.Fault, proof.Width, proof.Height).ShouldBe((FileFault.None, 2, 1));
        }

        FileProof.Of(Images.Avif(item: "Exif")).HoldsNotes.ShouldBeTrue();
        FileProof.Of(Images.Avif()).HoldsNotes.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void No_change_to_an_image_makes_a_mistake_or_an_image_of_what_is_none(string type)
    {
        var whole = Image(type, 3, 2);
        // A few bytes exchanged, some taken out, some put in.
        var changes = ArbMap.Default.GeneratorFor<(int At, byte Value, int Take, byte[] Put)[]>();
        Prop.ForAll(Arb.From(changes), list =>
        {
            var changed = whole.ToList();
            foreach (var (at, value, take, put) in list)
            {
                var place = (int)((uint)at % (uint)changed.Count);
                changed[place] = value;
                changed.RemoveRange(place, Math.Min(Math.Abs(take % 4), changed.Count - place - 1));
                changed.InsertRange(place, put ?? []);
            }

            byte[] content = [.. changed];
            var proof = FileProof.Of(content);
            if (proof.Fault != FileFault.None)
            {
                return true;
            }

            var clean = proof.WithoutNotes(content);
            var again = FileProof.Of(clean);
            return proof.IsImage && again.Fault == FileFault.None && (again.Width, again.Height) == (proof.Width, proof.Height)
                && proof.Width * (long)proof.Height!.Value <= FileProof.MaxPixels && clean.AsSpan(0, 2).SequenceEqual(content.AsSpan(0, 2));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Nothing_made_by_chance_is_an_image() => Prop.ForAll<byte[]>(noise =>
        Types.All(type => FileProof.Of([.. Image(type, 3, 2)[..12], .. noise]).Fault != FileFault.None)
        && FileProof.Of(noise).Fault != FileFault.None).QuickCheckThrowOnFailure();

    private static byte[] Image(string type, int width, int height) => type switch
    {
        "png" => Images.Png(0, width, height),
        "jpg" => Images.Jpeg(width, height),
        "gif" => Images.Gif(width, height),
        "webp" => Images.WebP(width, height),
        "avif" => Images.Avif(width, height),
        _ => Images.WebPWithNotes(width, height),
    };
}
