//! Links within the text of a message (spec 6.6, 16.4): text stays text, and only `http`, `https`, `mailto` and `tel` lead anywhere.

use linkify::{LinkFinder, LinkKind};

/// A stretch of a message's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stretch<'text> {
    /// Plain text.
    Text(&'text str),
    /// A text that leads to `target`.
    Link {
        /// What is shown.
        text: &'text str,
        /// Where it leads; its scheme is one of the four allowed.
        target: String,
    },
}

/// The text cut into plain stretches and links; put together again, the stretches' texts are the text.
pub fn stretches(text: &str) -> Vec<Stretch<'_>> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url, LinkKind::Email]);
    finder
        .spans(text)
        .map(
            |span| match span.kind().and_then(|kind| target(kind, span.as_str())) {
                Some(target) => Stretch::Link {
                    text: span.as_str(),
                    target,
                },
                None => Stretch::Text(span.as_str()),
            },
        )
        .collect()
}

/// Whether a link may be followed from a conversation.
pub fn is_allowed(target: &str) -> bool {
    ["http://", "https://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| {
            target
                .get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        })
}

fn target(kind: &LinkKind, text: &str) -> Option<String> {
    let target = match kind {
        LinkKind::Email => format!("mailto:{text}"),
        _ => text.to_owned(),
    };
    is_allowed(&target).then_some(target)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn targets(text: &str) -> Vec<String> {
        stretches(text)
            .into_iter()
            .filter_map(|stretch| match stretch {
                Stretch::Link { target, .. } => Some(target),
                Stretch::Text(_) => None,
            })
            .collect()
    }

    #[test]
    fn web_and_mail_addresses_become_links() {
        assert_eq!(
            targets("see https://example.org/a?b=1."),
            ["https://example.org/a?b=1"]
        );
        assert_eq!(
            targets("write to ada@example.org"),
            ["mailto:ada@example.org"]
        );
    }

    #[test]
    fn other_schemes_stay_text() {
        for text in [
            "javascript:alert(1)",
            "javascript://x.org/%0aalert(1)",
            "data:text/html,x",
            "vbscript://a.b",
            "file:///etc/passwd",
        ] {
            assert_eq!(targets(text), Vec::<String>::new(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_added_or_lost(text in ".{0,200}") {
            let joined: String = stretches(&text)
                .into_iter()
                .map(|stretch| match stretch {
                    Stretch::Text(text) | Stretch::Link { text, .. } => text,
                })
                .collect();
            prop_assert_eq!(joined, text);
        }
    }
}
