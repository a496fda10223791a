//! What operators write down about a conversation: one text for all, of which nothing that somebody typed is lost.

use crate::id::UserId;
use crate::limit;
use crate::problem::Fault;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A note as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The words, in lines; at most [`limit::NOTE_CHARACTERS`].
    pub text: String,
    /// How often it was saved; who changes it says which version he knows.
    pub version: u32,
    /// Who saved it last; `None` before the first time.
    pub by: Option<UserId>,
    /// When.
    pub at: Option<Timestamp>,
}

impl Note {
    /// The note after somebody who knew the version `known` has saved `text`. `None` if it stays as it is: the words stand there
    /// already, or he has not seen what somebody else saved, and has to put both together first.
    ///
    /// # Errors
    /// [`Fault::TooLong`].
    pub fn saved(
        &self,
        known: u32,
        text: &str,
        by: UserId,
        at: Timestamp,
    ) -> Result<Option<Self>, Fault> {
        let text = cleaned(text);
        fits(&text)?;
        if text == self.text || known != self.version {
            return Ok(None);
        }
        Ok(Some(Self {
            text,
            version: self.version.saturating_add(1),
            by: Some(by),
            at: Some(at),
        }))
    }
}

/// A note has an end.
///
/// # Errors
/// [`Fault::TooLong`].
pub(super) fn fits(text: &str) -> Result<(), Fault> {
    let limit = limit::NOTE_CHARACTERS;
    if text.chars().count() > limit {
        return Err(Fault::TooLong { limit });
    }
    Ok(())
}

/// A note may have empty lines and tabs, but no characters that nobody sees.
pub(super) fn cleaned(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .filter(|character| matches!(character, '\n' | '\t') || !character.is_control())
        .collect()
}

/// Two changes of one text as one: what each has changed is there, line by line, and where both changed the same lines, those
/// of `theirs` stand before those of `mine`.
pub(super) fn merged(base: &str, mine: &str, theirs: &str) -> String {
    if mine == base || mine == theirs {
        return theirs.to_owned();
    }
    if theirs == base {
        return mine.to_owned();
    }
    let base: Vec<&str> = base.split('\n').collect();
    let (mine, theirs) = (Edit::between(&base, mine), Edit::between(&base, theirs));
    let (first, second) = if theirs.from <= mine.from {
        (&theirs, &mine)
    } else {
        (&mine, &theirs)
    };
    let is_apart = first.to <= second.from && first.from < second.from;
    let lines: Vec<&str> = if is_apart {
        let between = base.get(first.to..second.from).unwrap_or_default();
        let after = base.get(second.to..).unwrap_or_default();
        let before = base.get(..first.from).unwrap_or_default();
        [before, &first.lines, between, &second.lines, after].concat()
    } else {
        let (from, to) = (first.from, first.to.max(second.to));
        let theirs = theirs.widened(&base, from, to);
        let mut mine = mine.widened(&base, from, to);
        mine.retain(|line| !theirs.contains(line));
        let before = base.get(..from).unwrap_or_default();
        let after = base.get(to..).unwrap_or_default();
        [before, &theirs, &mine, after].concat()
    };
    lines.join("\n")
}

/// A change of a text: other lines stand in the place of some.
#[derive(Debug)]
struct Edit<'t> {
    /// The first line that is another one.
    from: usize,
    /// The first line after those that are other ones.
    to: usize,
    /// What stands there instead.
    lines: Vec<&'t str>,
}

impl<'t> Edit<'t> {
    fn between(base: &[&str], text: &'t str) -> Self {
        let lines: Vec<&str> = text.split('\n').collect();
        let same = |(one, other): &(&&str, &&str)| one == other;
        let before = base.iter().zip(&lines).take_while(same).count();
        let most = base.len().min(lines.len()).saturating_sub(before);
        let backwards = base.iter().rev().zip(lines.iter().rev());
        let after = backwards.take(most).take_while(same).count();
        let (to, end) = (
            base.len().saturating_sub(after),
            lines.len().saturating_sub(after),
        );
        Self {
            from: before,
            to,
            lines: lines.get(before..end).unwrap_or_default().to_vec(),
        }
    }

    /// The lines of a wider part of the text after the change.
    fn widened(&self, base: &[&'t str], from: usize, to: usize) -> Vec<&'t str> {
        let before = base.get(from..self.from).unwrap_or_default();
        let after = base.get(self.to..to).unwrap_or_default();
        [before, &self.lines, after].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn note(text: &str, version: u32) -> Note {
        Note {
            text: text.to_owned(),
            version,
            ..Note::default()
        }
    }

    #[test]
    fn who_has_not_seen_the_last_version_changes_nothing() {
        let (me, now) = (UserId(Uuid::from_u128(1)), Timestamp(5));
        let present = note("Calls back on Monday", 3);
        assert_eq!(present.saved(2, "Calls back", me, now), Ok(None));
        assert_eq!(present.saved(2, "Calls back on Monday", me, now), Ok(None));
        let saved = present.saved(3, "Calls back", me, now).unwrap().unwrap();
        assert_eq!((saved.text.as_str(), saved.version), ("Calls back", 4));
        assert_eq!((saved.by, saved.at), (Some(me), Some(now)));
    }

    #[test]
    fn a_note_ends_at_its_limit_and_has_no_hidden_characters() {
        let (me, now) = (UserId(Uuid::from_u128(1)), Timestamp(5));
        let most = "n".repeat(limit::NOTE_CHARACTERS);
        assert!(note("", 0).saved(0, &most, me, now).is_ok());
        let limit = limit::NOTE_CHARACTERS;
        assert_eq!(
            note("", 0).saved(0, &format!("{most}n"), me, now),
            Err(Fault::TooLong { limit })
        );
        let saved = note("", 0).saved(0, "one\r\n\ttwo\0\u{7}", me, now);
        assert_eq!(saved.unwrap().unwrap().text, "one\n\ttwo");
    }

    #[test]
    fn changes_of_other_lines_are_both_made() {
        for (base, mine, theirs, both) in [
            ("", "mine", "theirs", "theirs\nmine"),
            ("a", "a\nmine", "a\ntheirs", "a\ntheirs\nmine"),
            ("a\nb", "a\nB", "A\nb", "A\nB"),
            (
                "a\nb\nc",
                "a\nb\nc\nmine",
                "theirs\na\nb\nc",
                "theirs\na\nb\nc\nmine",
            ),
            ("a\nb\nc", "a\nc", "a\nb\nc\nd", "a\nc\nd"),
            ("a", "mine", "theirs", "theirs\nmine"),
            ("a", "a\nmine", "a\nmine\nmore", "a\nmine\nmore"),
            ("a", "a", "b", "b"),
            ("a", "b", "a", "b"),
            ("a", "b", "b", "b"),
        ] {
            assert_eq!(
                merged(base, mine, theirs),
                both,
                "{base:?} {mine:?} {theirs:?}"
            );
        }
    }

    fn text() -> impl Strategy<Value = String> {
        proptest::collection::vec("[abc]", 0..6).prop_map(|lines| lines.join("\n"))
    }

    proptest! {
        #[test]
        fn no_line_that_somebody_added_is_lost(base in text(), mine in text(), theirs in text()) {
            let both = merged(&base, &mine, &theirs);
            let has = |line: &str| both.split('\n').any(|known| known == line);
            let known: Vec<&str> = base.split('\n').collect();
            for line in mine.split('\n').chain(theirs.split('\n')) {
                prop_assert!(known.contains(&line) || has(line), "{line:?} of {mine:?} and {theirs:?} in {both:?}");
            }
        }

        #[test]
        fn who_changed_nothing_gets_what_the_other_wrote(base in text(), other in text()) {
            prop_assert_eq!(merged(&base, &base, &other), other.clone());
            prop_assert_eq!(merged(&base, &other, &base), other.clone());
            prop_assert_eq!(merged(&base, &other, &other), other);
        }
    }
}
