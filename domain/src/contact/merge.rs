//! Two records of one person become one.

use super::ContactDraft;
use crate::problem::Problem;

/// What is known of a person of whom there were two records: what the first says, where it says nothing what the other does. Where
/// both say something else, that of the other stands at the end of the notes, so that nothing is lost.
///
/// # Errors
/// The notes are too long together.
pub fn merged(kept: ContactDraft, other: ContactDraft) -> Result<ContactDraft, Vec<Problem>> {
    let mut aside = Vec::new();
    let mut first = |known: String, further: String| {
        if known.is_empty() {
            return further;
        }
        if !further.is_empty() && further != known {
            aside.push(further);
        }
        known
    };
    let name = first(kept.name, other.name);
    let email = first(kept.email, other.email);
    let phone = first(kept.phone, other.phone);
    let company = first(kept.company, other.company);
    let language = if kept.language.is_empty() {
        other.language
    } else {
        kept.language
    };
    let mut notes = vec![kept.notes];
    notes.push(other.notes);
    notes.extend(aside);
    notes.retain(|text| !text.is_empty());
    notes.dedup();
    ContactDraft {
        name,
        email,
        phone,
        company,
        country: kept.country.or(other.country),
        language,
        notes: notes.join("\n"),
    }
    .check()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limit::NOTE_CHARACTERS;
    use crate::problem::Fault;
    use proptest::prelude::*;

    fn draft(name: &str, email: &str, notes: &str) -> ContactDraft {
        ContactDraft {
            name: name.to_owned(),
            email: email.to_owned(),
            notes: notes.to_owned(),
            ..ContactDraft::default()
        }
    }

    #[test]
    fn the_first_counts_and_what_the_other_said_otherwise_stands_in_the_notes() {
        let kept = draft("Ada", "ada@work.example", "Likes tea");
        let other = ContactDraft {
            phone: "030 12345".to_owned(),
            ..draft("Ada", "ada@home.example", "Moves in May")
        };
        let both = ContactDraft {
            phone: "030 12345".to_owned(),
            ..draft(
                "Ada",
                "ada@work.example",
                "Likes tea\nMoves in May\nada@home.example",
            )
        };
        assert_eq!(merged(kept, other), Ok(both));
    }

    #[test]
    fn notes_that_are_too_long_together_are_not_cut() {
        let half = "n".repeat(NOTE_CHARACTERS / 2);
        let most = merged(draft("Ada", "", &half), draft("", "", &half[1..]));
        assert_eq!(most.unwrap().notes.chars().count(), NOTE_CHARACTERS);
        let limit = NOTE_CHARACTERS;
        assert_eq!(
            merged(draft("Ada", "", &half), draft("", "", &format!("x{half}"))),
            Err(vec![Problem::new("notes", Fault::TooLong { limit })])
        );
    }

    proptest! {
        #[test]
        fn nothing_that_was_known_is_lost(
            one in ("[a-c]{0,3}", "[a-c]{0,3}", "[0-9]{0,3}", "[a-c]{0,3}"),
            other in ("[a-c]{0,3}", "[a-c]{0,3}", "[0-9]{0,3}", "[a-c]{0,3}"),
        ) {
            let draft = |(name, local, phone, company): (String, String, String, String)| ContactDraft {
                name,
                email: if local.is_empty() { local } else { format!("{local}@b.c") },
                phone,
                company,
                ..ContactDraft::default()
            };
            let (one, other) = (draft(one), draft(other));
            if let Ok(both) = merged(one.clone(), other.clone()) {
                for known in [one, other] {
                    for text in [known.name, known.email, known.phone, known.company] {
                        let kept = [&both.name, &both.email, &both.phone, &both.company];
                        let is_kept = kept.contains(&&text) || both.notes.lines().any(|line| line == text);
                        prop_assert!(text.is_empty() || is_kept, "{text} in {both:?}");
                    }
                }
            }
        }
    }
}
