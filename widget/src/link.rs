//! Links within a message (spec 6.6, 16.4), found by a few plain rules: what `domain::link` uses knows every exception, and
//! weighs more than the view of the whole conversation. What both find in common texts is the same; that is a test.

/// A stretch of a message's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stretch<'text> {
    /// Plain text.
    Text(&'text str),
    /// An address of the web, which begins with `http://` or `https://`.
    Web(&'text str),
    /// An e-mail address.
    Mail(&'text str),
}

/// Calls `found` with each stretch; put together again, they are the text.
pub(crate) fn stretches<'text>(text: &'text str, mut found: impl FnMut(Stretch<'text>)) {
    let bytes = text.as_bytes();
    let mut plain = 0;
    let mut start = 0;
    while start < bytes.len() {
        let mut end = start;
        while end < bytes.len() && !is_border(bytes, end) {
            end += 1;
        }
        let (from, to) = trimmed(bytes, start, end);
        if let Some(word) = text.get(from..to)
            && let Some(link) = link(word)
        {
            if let Some(before) = text.get(plain..from)
                && !before.is_empty()
            {
                found(Stretch::Text(before));
            }
            found(link);
            plain = to;
        }
        start = end + 1;
    }
    if let Some(rest) = text.get(plain..)
        && !rest.is_empty()
    {
        found(Stretch::Text(rest));
    }
}

fn is_border(bytes: &[u8], place: usize) -> bool {
    matches!(
        bytes.get(place),
        None | Some(b' ' | b'\n' | b'\t' | b'<' | b'>' | b'"' | b'`' | b'|')
    )
}

/// Without the brackets and stops around it.
fn trimmed(bytes: &[u8], mut from: usize, mut to: usize) -> (usize, usize) {
    while from < to && matches!(bytes.get(from), Some(b'(' | b'[' | b'\'')) {
        from += 1;
    }
    while from < to {
        let word = bytes.get(from..to).unwrap_or_default();
        let count = |wanted: u8| word.split(|byte| *byte == wanted).count();
        let is_around = match word.last() {
            Some(b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'') => true,
            // An address may hold brackets itself.
            Some(b')') => count(b')') > count(b'('),
            Some(b']') => count(b']') > count(b'['),
            _ => false,
        };
        if !is_around {
            break;
        }
        to -= 1;
    }
    (from, to)
}

fn link(word: &str) -> Option<Stretch<'_>> {
    let bytes = word.as_bytes();
    let begins = |scheme: &[u8]| {
        bytes
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && bytes
                .get(scheme.len())
                .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80 || *byte == b'[')
    };
    if begins(b"https://") || begins(b"http://") {
        return Some(Stretch::Web(word));
    }
    is_mail(bytes).then_some(Stretch::Mail(word))
}

fn is_mail(bytes: &[u8]) -> bool {
    let mut at = None;
    let mut dot = None;
    for (place, byte) in bytes.iter().enumerate() {
        match byte {
            b'@' if at.is_some() || place == 0 => return false,
            b'@' => at = Some(place),
            // Neither at the edge of a part, nor twice.
            b'.' if place == 0 || matches!(bytes.get(place - 1), Some(b'.' | b'@')) => {
                return false;
            }
            b'.' if at.is_some() => dot = Some(place),
            b'.' if bytes.get(place + 1) == Some(&b'@') => return false,
            b'-' | b'.' => {}
            b'+' | b'_' if at.is_none() => {}
            _ if byte.is_ascii_alphanumeric() => {}
            _ => return false,
        }
    }
    dot.is_some_and(|dot| {
        bytes
            .get(dot + 1..)
            .is_some_and(|end| end.len() > 1 && end.iter().all(u8::is_ascii_alphabetic))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::link;
    use proptest::prelude::*;

    fn ours(text: &str) -> Vec<(String, Option<String>)> {
        let mut list = Vec::new();
        stretches(text, |stretch| {
            list.push(match stretch {
                Stretch::Text(text) => (text.to_owned(), None),
                Stretch::Web(text) => (text.to_owned(), Some(text.to_owned())),
                Stretch::Mail(text) => (text.to_owned(), Some(format!("mailto:{text}"))),
            });
        });
        list
    }

    /// Neighbouring plain stretches count as one: how they are cut shows nowhere.
    fn theirs(text: &str) -> Vec<(String, Option<String>)> {
        let mut list: Vec<(String, Option<String>)> = Vec::new();
        for stretch in link::stretches(text) {
            match (stretch, list.last_mut()) {
                (link::Stretch::Text(text), Some((before, None))) => before.push_str(text),
                (link::Stretch::Text(text), _) => list.push((text.to_owned(), None)),
                (link::Stretch::Link { text, target }, _) => {
                    list.push((text.to_owned(), Some(target)));
                }
            }
        }
        list
    }

    fn common_text() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            "[a-zé]{1,8}",
            "https?://[a-z]{2,8}\\.(com|org|example)(/[a-z0-9_-]{0,6}){0,2}(\\?[a-z]{1,3}=[a-z0-9]{1,4})?",
            "[a-z]{1,6}(\\.[a-z]{1,4})?@[a-z]{2,8}\\.(com|org)",
            Just("javascript:alert(1)".to_owned()),
            Just("a@b".to_owned()),
            Just("https://".to_owned()),
        ];
        let stop = prop_oneof![
            4 => Just(" "), 1 => Just(". "), 1 => Just(", "), 1 => Just("! "), 1 => Just("\n"), 1 => Just(") "),
        ];
        prop::collection::vec((word, stop), 0..8).prop_map(|parts| {
            parts
                .into_iter()
                .flat_map(|(word, stop)| [word, stop.to_owned()])
                .collect()
        })
    }

    #[test]
    fn other_schemes_stay_text() {
        for text in [
            "javascript:alert(1)",
            "javascript://x.org/%0aalert(1)",
            "data:text/html,x",
            "vbscript://a.b",
            "file:///etc/passwd",
            " javascript:https://x.org ",
        ] {
            assert!(
                ours(text).iter().all(|(_, target)| target.is_none()),
                "{text}"
            );
        }
    }

    #[test]
    fn brackets_and_stops_around_a_link_are_not_of_it() {
        for (text, expected) in [
            (
                "(see https://example.org/a_(b)).",
                "https://example.org/a_(b)",
            ),
            ("<https://example.org>", "https://example.org"),
            (
                "Really, https://example.org/?q=1!?",
                "https://example.org/?q=1",
            ),
            ("HTTPS://EXAMPLE.org,", "HTTPS://EXAMPLE.org"),
        ] {
            let targets: Vec<_> = ours(text)
                .into_iter()
                .filter_map(|(_, target)| target)
                .collect();
            assert_eq!(targets, [expected], "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_added_or_lost(text in ".{0,200}") {
            let joined: String = ours(&text).into_iter().map(|(text, _)| text).collect();
            prop_assert_eq!(joined, text);
        }

        #[test]
        fn every_target_is_allowed(text in "[ -~é]{0,80}") {
            for (_, target) in ours(&text) {
                prop_assert!(target.is_none_or(|target| link::is_allowed(&target)));
            }
        }

        #[test]
        fn links_in_common_texts_are_those_of_the_console(text in common_text()) {
            prop_assert_eq!(ours(&text), theirs(&text));
        }
    }
}
