//! What a widget says of the answer that it had last: which it was, of which visit, and what it carries of an invitation.

use domain::id::VisitId;
use std::fmt;

/// `ANSWER.VISIT` or `ANSWER.VISIT.INVITATION`. It comes from a browser, and may be anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen<'t> {
    /// By which answers are told apart.
    pub(super) answer: &'t str,
    /// Of which visit, if the browser says.
    pub(super) visit: Option<VisitId>,
    /// An invitation, sealed.
    pub(super) invitation: Option<&'t str>,
}

impl<'t> Seen<'t> {
    /// Reads as much as makes sense.
    pub(super) fn read(text: &'t str) -> Self {
        let mut parts = text.splitn(3, '.');
        Self {
            answer: parts.next().unwrap_or_default(),
            visit: parts.next().and_then(|visit| visit.parse().ok()),
            invitation: parts.next().filter(|sealed| !sealed.is_empty()),
        }
    }
}

impl fmt::Display for Seen<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.answer)?;
        if let Some(visit) = self.visit {
            write!(formatter, ".{}", visit.0.simple())?;
        }
        if let Some(sealed) = self.invitation {
            write!(formatter, ".{sealed}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Timestamp;

    #[test]
    fn it_is_read_as_it_was_written() {
        let visit = Some(VisitId::begin(Timestamp(1_800_000_000_000), 7));
        let seen = Seen {
            answer: "aB_-",
            visit,
            invitation: None,
        };
        let invited = Seen {
            invitation: Some("sealed"),
            ..seen
        };
        for seen in [seen, invited] {
            assert_eq!(Seen::read(&seen.to_string()), seen);
        }
    }

    #[test]
    fn what_makes_no_sense_is_nothing() {
        for (text, answer) in [
            ("", ""),
            ("a", "a"),
            (".", ""),
            ("a.b.", "a"),
            ("a.-1", "a"),
        ] {
            let expected = Seen {
                answer,
                ..Seen::default()
            };
            assert_eq!(Seen::read(text), expected, "{text}");
        }
    }
}
