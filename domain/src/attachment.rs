//! Files in conversations (spec 6.6, 16.6): what they may be called and what they may be.

use crate::id::AttachmentId;
use crate::limit;
use serde::{Deserialize, Serialize};

/// A file that somebody put into a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Which.
    pub id: AttachmentId,
    /// Its name, harmless on every system.
    pub name: String,
    /// How large it is.
    pub bytes: u64,
    /// Its width and height in pixels, if it is a picture that can be shown: its place is kept free before it is there.
    pub size: Option<(u32, u32)>,
}

/// What a file is, by its content and its name, which must not contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A picture, which is drawn anew before anybody gets it.
    Picture,
    /// Anything else: it can be downloaded, as this media type.
    File(&'static str),
}

/// What is taken: the ends of names, how the content begins, what it is served as. SVG, HTML and programs are not.
static TAKEN: [Taken; 9] = [
    (
        &["png", "jpg", "jpeg", "webp", "gif"],
        PICTURES,
        Kind::Picture,
    ),
    (&["pdf"], &[b"%PDF-"], Kind::File("application/pdf")),
    (&["zip"], ZIP, Kind::File("application/zip")),
    (
        &["docx", "xlsx", "pptx", "odt", "ods", "odp", "epub"],
        ZIP,
        Kind::File("application/octet-stream"),
    ),
    (
        &["doc", "xls", "ppt"],
        &[b"\xd0\xcf\x11\xe0"],
        Kind::File("application/octet-stream"),
    ),
    (&["rtf"], &[b"{\\rtf"], Kind::File("application/rtf")),
    (
        &["mp3"],
        &[b"ID3", b"\xff\xfb", b"\xff\xf3"],
        Kind::File("audio/mpeg"),
    ),
    (&["ogg", "oga", "opus"], &[b"OggS"], Kind::File("audio/ogg")),
    (
        &["txt", "csv", "md", "log", "ics"],
        &[],
        Kind::File("text/plain; charset=utf-8"),
    ),
];

const PICTURES: &[&[u8]] = &[
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"RIFF",
    b"GIF87a",
    b"GIF89a",
];
const ZIP: &[&[u8]] = &[b"PK\x03\x04"];

/// Names that are devices on Windows, whatever their end.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

impl Kind {
    /// What a file is; `None` if it is not taken, or its content is not what its name says.
    pub fn of(name: &str, content: &[u8]) -> Option<Self> {
        let (_, begins, kind) = taken(name)?;
        let is_so = if begins.is_empty() {
            is_text(content)
        } else {
            begins.iter().any(|begin| content.starts_with(begin))
        };
        is_so.then_some(*kind)
    }
}

/// Whether files with names like this are taken, if they are what their names say.
pub fn is_taken(name: &str) -> bool {
    taken(name).is_some()
}

type Taken = (&'static [&'static str], &'static [&'static [u8]], Kind);

fn taken(name: &str) -> Option<&'static Taken> {
    let (_, end) = name.rsplit_once('.')?;
    let end = end.to_lowercase();
    TAKEN.iter().find(|(ends, ..)| ends.contains(&end.as_str()))
}

/// Words, and nothing that would make a browser or an editor take them for anything else.
fn is_text(content: &[u8]) -> bool {
    std::str::from_utf8(content).is_ok_and(|text| {
        let mut strange = text.chars().filter(|c| c.is_control());
        strange.all(|c| matches!(c, '\n' | '\r' | '\t'))
    })
}

/// A name without folders, control characters, direction marks and what systems take for devices; at most
/// [`limit::FILE_NAME_CHARACTERS`], of which the end stays.
pub fn name(told: &str) -> String {
    let last = told.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String = last
        .chars()
        .filter(|c| !c.is_control() && !is_hidden(*c))
        .map(|c| if "<>:\"|?*".contains(c) { '_' } else { c })
        .collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    let joined = words.join(" ");
    let name = joined.trim_matches(['.', ' ']);
    let (stem, end) = match name.rsplit_once('.') {
        Some((stem, end)) => (stem.trim_end(), format!(".{end}")),
        None if !name.is_empty() && last.trim_start().starts_with('.') => ("", format!(".{name}")),
        None => (name, String::new()),
    };
    let room = limit::FILE_NAME_CHARACTERS.saturating_sub(end.chars().count());
    let stem: String = stem.chars().take(room).collect();
    let is_device = is_device(&stem);
    let stem = match stem.as_str() {
        "" => "file",
        stem => stem,
    };
    let safe = if is_device { "_" } else { "" };
    let name = format!("{safe}{stem}{end}");
    name.chars().take(limit::FILE_NAME_CHARACTERS).collect()
}

fn is_device(stem: &str) -> bool {
    let first = stem
        .split('.')
        .next()
        .unwrap_or_default()
        .trim()
        .to_lowercase();
    let numbered = |start: &str| {
        first
            .strip_prefix(start)
            .is_some_and(|rest| rest.len() == 1 && rest.chars().all(|c| c.is_ascii_digit()))
    };
    DEVICES.contains(&first.as_str()) || numbered("com") || numbered("lpt")
}

/// Zero-width characters and those that change the direction of what follows.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_is_harmless() {
        let table = [
            ("photo.png", "photo.png"),
            ("../../etc/passwd", "passwd"),
            ("..\\..\\boot.ini", "boot.ini"),
            ("\\\\server\\share\\a.pdf", "a.pdf"),
            ("C:\\fakepath\\a.pdf", "a.pdf"),
            ("a\u{202e}fdp.exe", "afdp.exe"),
            ("in\u{200b}voice\u{feff}.pdf", "invoice.pdf"),
            ("a\0b\n.txt", "ab.txt"),
            ("  two   words .txt ", "two words.txt"),
            ("con.txt", "_con.txt"),
            ("LPT1.tar.gz", "_LPT1.tar.gz"),
            ("concert.txt", "concert.txt"),
            ("<script>.txt", "_script_.txt"),
            (".htaccess", "file.htaccess"),
            ("...", "file"),
            ("", "file"),
            ("/", "file"),
        ];
        for (told, expected) in table {
            assert_eq!(name(told), expected, "{told:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_end() {
        let most = limit::FILE_NAME_CHARACTERS;
        let whole = format!("{}.pdf", "é".repeat(most - 4));
        assert_eq!(name(&whole), whole);
        let longer = name(&format!("{}.pdf", "é".repeat(most - 3)));
        assert_eq!(longer, whole);
        assert_eq!(name(&"a".repeat(most + 1)).chars().count(), most);
        assert_eq!(
            name(&format!("a.{}", "b".repeat(most))).chars().count(),
            most
        );
    }

    #[test]
    fn what_is_taken_is_what_its_name_says() {
        let file = Kind::File;
        let table: [(&str, &[u8], Option<Kind>); 18] = [
            ("a.png", b"\x89PNG\r\n\x1a\n", Some(Kind::Picture)),
            ("a.JPG", b"\x89PNG\r\n\x1a\n", Some(Kind::Picture)),
            ("a.webp", b"RIFF\0\0\0\0WEBP", Some(Kind::Picture)),
            ("a.pdf", b"%PDF-1.7", Some(file("application/pdf"))),
            ("a.zip", b"PK\x03\x04", Some(file("application/zip"))),
            (
                "a.docx",
                b"PK\x03\x04",
                Some(file("application/octet-stream")),
            ),
            (
                "a.csv",
                "é;1\r\n".as_bytes(),
                Some(file("text/plain; charset=utf-8")),
            ),
            (
                "a.txt",
                b"<script>alert(1)</script>",
                Some(file("text/plain; charset=utf-8")),
            ),
            ("a.png", b"%PDF-1.7", None),
            ("a.pdf", b"\x89PNG\r\n\x1a\n", None),
            ("a.pdf.exe", b"%PDF-1.7", None),
            ("a.svg", b"<svg/>", None),
            ("a.html", b"<p>", None),
            ("a.xml", b"<?xml?>", None),
            ("a.txt", b"\xff\xfe", None),
            ("a.txt", b"a\0b", None),
            ("a", b"%PDF-1.7", None),
            ("", b"", None),
        ];
        for (name, content, expected) in table {
            assert_eq!(Kind::of(name, content), expected, "{name}");
        }
    }

    #[test]
    fn a_name_tells_beforehand_what_is_not_taken() {
        assert!(is_taken("a.JPG") && is_taken("a.b.pdf"));
        for name in ["a.svg", "a.html", "a.pdf.exe", "pdf", ""] {
            assert!(!is_taken(name), "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_name_leaves_its_folder(told in any::<String>()) {
            let name = name(&told);
            prop_assert!(!name.is_empty() && name.chars().count() <= limit::FILE_NAME_CHARACTERS);
            prop_assert!(!name.contains(['/', '\\', '\0']) && !name.starts_with('.'));
            prop_assert!(!name.chars().any(|c| c.is_control() || is_hidden(c)));
        }
    }
}
