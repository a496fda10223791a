//! Pictures as they are kept: drawn anew from what was sent, so that nothing of a file but what one sees reaches anybody.

use domain::id::PictureId;
use domain::limit;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, crop_imm, resize};
use image::{
    DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, Limits, RgbaImage,
    guess_format,
};
use sha2::{Digest, Sha256};
use std::io::Cursor;
use uuid::Uuid;

/// Pixels of a kept picture in each direction: sharp at 64 CSS pixels on every screen, and at twice that on most.
const SIDE: u32 = 256;
/// Bytes of memory that the pixels of a sent picture may take: 128 MiB, which is 40 million pixels without transparency.
const MOST_MEMORY: u64 = 128 * 1024 * 1024;
/// Of 100: what is left out is not seen at this size.
const JPEG_QUALITY: u8 = 85;

/// The same for pictures that are looked at in their own size.
const SHOWN_QUALITY: u8 = 90;

/// A square picture of what was sent, upright and without metadata: JPEG, or PNG where it is transparent. `None` unless it
/// was PNG, JPEG, WebP or GIF by its content, and of a size that can be drawn.
pub(crate) fn portrait(sent: &[u8]) -> Option<Vec<u8>> {
    let sent = read(sent)?;
    let (width, height) = sent.dimensions();
    let side = width.min(height);
    let square = crop_imm(&sent, (width - side) / 2, (height - side) / 2, side, side);
    written(&resize(&*square, SIDE, SIDE, FilterType::Triangle))
}

/// A picture of a conversation, drawn anew in its own size.
#[derive(Debug)]
pub(crate) struct Redrawn {
    /// The file.
    pub(crate) content: Vec<u8>,
    /// What it is served as.
    pub(crate) media_type: &'static str,
    /// How its name ends.
    pub(crate) end: &'static str,
    /// Its width and height in pixels.
    pub(crate) size: (u32, u32),
}

/// The picture that was sent, upright and without metadata: what was drawn without loss is kept so. `None` as with
/// [`portrait`].
pub(crate) fn redrawn(sent: &[u8]) -> Option<Redrawn> {
    let may_lose = matches!(
        guess_format(sent),
        Ok(ImageFormat::Jpeg | ImageFormat::WebP)
    );
    let picture = read(sent)?;
    let size = picture.dimensions();
    let mut content = Vec::new();
    if may_lose && !picture.color().has_alpha() {
        let mut encoder = JpegEncoder::new_with_quality(&mut content, SHOWN_QUALITY);
        encoder.encode_image(&picture.into_rgb8()).ok()?;
        return Some(Redrawn {
            content,
            media_type: "image/jpeg",
            end: "jpg",
            size,
        });
    }
    let mut written = Cursor::new(&mut content);
    picture.write_to(&mut written, ImageFormat::Png).ok()?;
    Some(Redrawn {
        content,
        media_type: "image/png",
        end: "png",
        size,
    })
}

/// What a kept picture is called.
pub(crate) fn id(picture: &[u8]) -> PictureId {
    let mut start = [0; 16];
    for (byte, of_hash) in start.iter_mut().zip(Sha256::digest(picture)) {
        *byte = of_hash;
    }
    PictureId(Uuid::from_bytes(start))
}

/// The media type of a kept picture.
pub(crate) fn media_type(picture: &[u8]) -> &'static str {
    match guess_format(picture) {
        Ok(ImageFormat::Jpeg) => "image/jpeg",
        _ => "image/png",
    }
}

/// The pixels of a file, upright.
fn read(sent: &[u8]) -> Option<DynamicImage> {
    let format = guess_format(sent).ok()?;
    if !matches!(
        format,
        ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP | ImageFormat::Gif
    ) {
        return None;
    }
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(limit::PICTURE_SIDE);
    limits.max_image_height = Some(limit::PICTURE_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(sent), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    // Known from the head of the file alone: a bomb is refused before it goes off.
    if decoder.total_bytes() > MOST_MEMORY {
        return None;
    }
    let orientation = decoder.orientation();
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    if let Ok(orientation) = orientation {
        image.apply_orientation(orientation);
    }
    Some(image)
}

fn written(picture: &RgbaImage) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let is_opaque = picture.pixels().all(|pixel| pixel.0[3] == u8::MAX);
    if is_opaque {
        let picture = DynamicImage::from(picture.clone()).into_rgb8();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
        encoder.encode_image(&picture).ok()?;
    } else {
        let mut written = Cursor::new(&mut bytes);
        picture.write_to(&mut written, ImageFormat::Png).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgba, load_from_memory};

    const RED: Rgba<u8> = Rgba([255, 0, 0, 255]);
    const BLUE: Rgba<u8> = Rgba([0, 0, 255, 255]);

    /// Red on the left, blue on the right.
    fn halves(width: u32, height: u32) -> RgbaImage {
        RgbaImage::from_fn(width, height, |x, _| if x < width / 2 { RED } else { BLUE })
    }

    fn as_file(picture: &RgbaImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let picture = DynamicImage::from(picture.clone());
        let picture = match format {
            ImageFormat::Jpeg => DynamicImage::from(picture.into_rgb8()),
            _ => picture,
        };
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// Whether a pixel is of about this colour: JPEG is not exact.
    fn is_like(picture: &DynamicImage, (x, y): (u32, u32), colour: Rgba<u8>) -> bool {
        let found = picture.get_pixel(x, y);
        found
            .0
            .iter()
            .zip(colour.0)
            .all(|(one, other)| one.abs_diff(other) < 40)
    }

    #[test]
    fn each_kind_of_picture_becomes_a_square_of_one_size() {
        for format in [
            ImageFormat::Png,
            ImageFormat::Jpeg,
            ImageFormat::WebP,
            ImageFormat::Gif,
        ] {
            for (width, height) in [(300, 500), (500, 300), (1, 1), (1000, 1)] {
                let kept = portrait(&as_file(&halves(width, height), format)).unwrap();
                let kept = load_from_memory(&kept).unwrap();
                assert_eq!(
                    kept.dimensions(),
                    (SIDE, SIDE),
                    "{format:?} {width} x {height}"
                );
            }
        }
    }

    #[test]
    fn the_middle_is_kept() {
        let kept = portrait(&as_file(&halves(900, 300), ImageFormat::Png)).unwrap();
        let kept = load_from_memory(&kept).unwrap();
        assert!(is_like(&kept, (20, 128), RED));
        assert!(is_like(&kept, (235, 128), BLUE));
    }

    #[test]
    fn what_is_opaque_is_kept_small_and_what_is_transparent_stays_so() {
        let opaque = portrait(&as_file(&halves(300, 300), ImageFormat::Png)).unwrap();
        assert_eq!(media_type(&opaque), "image/jpeg");
        let clear = RgbaImage::from_pixel(300, 300, Rgba([0, 0, 0, 0]));
        let clear = portrait(&as_file(&clear, ImageFormat::Png)).unwrap();
        assert_eq!(media_type(&clear), "image/png");
        assert_eq!(load_from_memory(&clear).unwrap().get_pixel(9, 9).0[3], 0);
    }

    /// A camera's file: held sideways, and it says where it was taken.
    fn from_a_camera() -> Vec<u8> {
        let file = as_file(&halves(400, 400), ImageFormat::Jpeg);
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0".to_vec();
        // One field: the orientation (0x0112), a short (3), once, 6: to be turned a quarter to the right.
        exif.extend([1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]);
        exif.extend(b"48.8584 N 2.2945 E");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let (start, rest) = file.split_at(2);
        [start, &[0xff, 0xe1], &length, &exif, rest].concat()
    }

    #[test]
    fn a_picture_is_turned_upright_and_tells_nothing_of_where_it_was_taken() {
        let sent = from_a_camera();
        let says =
            |bytes: &[u8], words: &[u8]| bytes.windows(words.len()).any(|part| part == words);
        assert!(says(&sent, b"48.8584"));
        let kept = portrait(&sent).unwrap();
        assert!(!says(&kept, b"48.8584") && !says(&kept, b"Exif"));
        let kept = load_from_memory(&kept).unwrap();
        assert!(is_like(&kept, (128, 20), RED));
        assert!(is_like(&kept, (128, 235), BLUE));
    }

    #[test]
    fn a_picture_of_a_conversation_keeps_its_size_and_loses_its_metadata() {
        let drawn = redrawn(&from_a_camera()).unwrap();
        assert_eq!(
            (drawn.media_type, drawn.end, drawn.size),
            ("image/jpeg", "jpg", (400, 400))
        );
        assert!(!drawn.content.windows(7).any(|part| part == b"48.8584"));
        let kept = load_from_memory(&drawn.content).unwrap();
        assert!(is_like(&kept, (200, 20), RED) && is_like(&kept, (200, 380), BLUE));
        for format in [ImageFormat::Png, ImageFormat::Gif] {
            let drawn = redrawn(&as_file(&halves(30, 20), format)).unwrap();
            assert_eq!((drawn.media_type, drawn.size), ("image/png", (30, 20)));
        }
        assert!(redrawn(b"GIF89a").is_none());
    }

    #[test]
    fn a_side_may_be_as_long_as_the_limit_and_no_longer() {
        let most = as_file(&halves(limit::PICTURE_SIDE, 1), ImageFormat::Png);
        assert!(portrait(&most).is_some());
        for (width, height) in [(limit::PICTURE_SIDE + 1, 1), (1, limit::PICTURE_SIDE + 1)] {
            assert!(portrait(&as_file(&halves(width, height), ImageFormat::Png)).is_none());
        }
    }

    #[test]
    fn a_bomb_does_not_go_off() {
        // A GIF of a few bytes that says it is 65,535 pixels wide and high.
        let gif = b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\0;";
        assert!(portrait(gif).is_none());
        // A PNG within the limits of its sides, whose 64 million pixels would take half a gigabyte: its head is enough.
        let head = [
            &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..],
            &limit::PICTURE_SIDE.to_be_bytes(),
            &limit::PICTURE_SIDE.to_be_bytes(),
            b"\x10\x06\0\0\0\x56\x61\x71\xb7\0\0\0\0IEND\xae\x42\x60\x82",
        ];
        assert!(portrait(&head.concat()).is_none());
    }

    #[test]
    fn what_is_no_picture_by_its_content_is_none() {
        let png = as_file(&halves(30, 30), ImageFormat::Png);
        for wrong in [
            &b""[..],
            b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
            b"<!DOCTYPE html><script>alert(1)</script>",
            b"%PDF-1.7",
            b"GIF89a",
            b"\x89PNG\r\n\x1a\n",
            b"\xff\xd8\xff\xe0<script>",
            b"BM\x1e\0\0\0\0\0\0\0\x1a\0\0\0",
            &png[..png.len() / 2],
        ] {
            assert!(
                portrait(wrong).is_none(),
                "{:?}",
                String::from_utf8_lossy(wrong)
            );
        }
    }

    #[test]
    fn the_same_picture_has_the_same_id() {
        let one = portrait(&as_file(&halves(300, 300), ImageFormat::Png)).unwrap();
        let again = portrait(&as_file(&halves(300, 300), ImageFormat::Png)).unwrap();
        let other = portrait(&as_file(&halves(300, 100), ImageFormat::Jpeg)).unwrap();
        assert_eq!(id(&one), id(&again));
        assert_ne!(id(&one), id(&other));
    }
}
