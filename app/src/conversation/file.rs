//! A file in a conversation: a picture in its place, or something to download.

use crate::text::{Texts, fill, fill_count, use_texts};
use crate::ui::{Icon, Size};
use domain::attachment::Attachment;
use leptos::prelude::*;

/// CSS pixels that a picture takes at most, in each direction.
const MOST_PIXELS: u32 = 320;

/// A file.
#[component]
pub(super) fn FileView(
    /// Which.
    file: Attachment,
    /// Its name, with the words marked that are sought.
    name: AnyView,
) -> impl IntoView {
    let texts = use_texts();
    let address = format!("/console/files/{}", file.id);
    let label = fill(texts.file_download, &[("name", &file.name)]);
    let is_picture = file.size.is_some();
    let content = match file.size {
        Some(size) => {
            let (width, height) = shown(size);
            view! {
                <img
                    class="file__picture"
                    src=address.clone()
                    alt=file.name.clone()
                    width=width.to_string()
                    height=height.to_string()
                    loading="lazy"
                />
            }
            .into_any()
        }
        None => view! {
            <Icon name="file" />
            <span class="file__words">
                <span class="file__name" dir="auto">{name}</span>
                <span class="file__size">{in_words(texts, file.bytes)}</span>
            </span>
            <Icon name="download" size=Size::Small />
        }
        .into_any(),
    };
    view! {
        <a
            class="file"
            class:file--picture=is_picture
            href=address
            download=file.name
            rel="external"
            title=label
        >
            {content}
        </a>
    }
}

/// The size in which a picture is shown: its place is kept before it is there.
fn shown((width, height): (u32, u32)) -> (u32, u32) {
    let longest = width.max(height).max(1);
    if longest <= MOST_PIXELS {
        return (width, height);
    }
    let side = |side: u32| {
        let scaled = u64::from(side) * u64::from(MOST_PIXELS) / u64::from(longest);
        u32::try_from(scaled.max(1)).unwrap_or(MOST_PIXELS)
    };
    (side(width), side(height))
}

/// How large a file is, as people say it.
fn in_words(texts: &Texts, bytes: u64) -> String {
    let (text, count) = match bytes {
        0..1_000_000 => (texts.kilobytes, bytes.div_ceil(1_000)),
        _ => (texts.megabytes, (bytes + 500_000) / 1_000_000),
    };
    fill_count(text, usize::try_from(count).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::user::Language;

    #[test]
    fn a_picture_is_shown_whole_and_not_too_large() {
        let table = [
            ((10, 20), (10, 20)),
            ((320, 320), (320, 320)),
            ((640, 320), (320, 160)),
            ((8_000, 1), (320, 1)),
            ((1, 8_000), (1, 320)),
        ];
        for (size, expected) in table {
            assert_eq!(shown(size), expected, "{size:?}");
        }
    }

    #[test]
    fn a_size_is_told_in_the_unit_that_fits() {
        let texts = crate::text::texts(Language::English);
        for (bytes, expected) in [
            (1, "1 kB"),
            (1_001, "2 kB"),
            (999_999, "1000 kB"),
            (1_400_000, "1 MB"),
            (10_000_000, "10 MB"),
        ] {
            assert_eq!(in_words(texts, bytes), expected);
        }
    }
}
