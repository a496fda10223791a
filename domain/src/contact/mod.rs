//! Contacts (spec 11.1): people as operators know them, whichever browsers they wrote from.

mod belonging;
mod merge;

pub use belonging::{Belonging, Own, Told, belonging};
pub use merge::merged;

use crate::conversation::Conversation;
use crate::country::Country;
use crate::id::ContactId;
use crate::lead::LeadCard;
use crate::limit;
use crate::problem::{Fault, Problem, problems};
use crate::record::Versioned;
use crate::text;
use crate::ticket::TicketCard;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A contact as its form says it; what is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ContactDraft {
    /// *Name*.
    pub name: String,
    /// *E-mail*.
    pub email: String,
    /// *Phone*, as it was typed.
    pub phone: String,
    /// *Company*.
    pub company: String,
    /// *Country*.
    pub country: Option<Country>,
    /// *Language*: a tag (BCP 47).
    pub language: String,
    /// *Notes*.
    pub notes: String,
}

impl ContactDraft {
    /// The draft as it is stored. A contact has a name, an address or a number: without any nobody would find it.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn check(self) -> Result<Self, Vec<Problem>> {
        let email = if self.email.trim().is_empty() {
            Ok(String::new())
        } else {
            text::email(&self.email)
        };
        let checked = (
            optional_name(&self.name),
            email,
            one_line(&self.phone, limit::PHONE_CHARACTERS),
            optional_name(&self.company),
            language(&self.language),
            text::optional(&self.notes, limit::NOTE_CHARACTERS),
        );
        let (Ok(name), Ok(email), Ok(phone), Ok(company), Ok(language), Ok(notes)) = checked else {
            let (name, email, phone, company, language, notes) = checked;
            return Err(problems([
                ("name", name.err()),
                ("email", email.err()),
                ("phone", phone.err()),
                ("company", company.err()),
                ("language", language.err()),
                ("notes", notes.err()),
            ]));
        };
        if name.is_empty() && email.is_empty() && phone.is_empty() {
            return Err(vec![Problem::new("name", Fault::Missing)]);
        }
        Ok(Self {
            name,
            email,
            phone,
            company,
            country: self.country,
            language,
            notes,
        })
    }

    /// What it is called: its name, or else how it is reached.
    pub fn called(&self) -> &str {
        let known = [&self.name, &self.email, &self.phone].into_iter();
        let mut known = known.filter(|text| !text.is_empty());
        known.next().map_or("", String::as_str)
    }
}

/// A contact as it stands in a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ContactCard {
    /// Which.
    pub id: ContactId,
    /// Its name, or else how it is reached.
    pub called: String,
    /// Its address.
    pub email: String,
    /// Its number.
    pub phone: String,
    /// Where it works.
    pub company: String,
    /// Where it lives.
    pub country: Option<Country>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Which.
    pub id: ContactId,
    /// What is known.
    pub draft: ContactDraft,
    /// Whether somebody has made or changed it by hand: then what visitors say no longer changes it, and it outlives their
    /// conversations.
    pub is_kept: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// How often it was changed.
    pub version: i64,
}

impl Contact {
    /// What lists show.
    pub fn card(&self) -> ContactCard {
        ContactCard {
            id: self.id,
            called: self.draft.called().to_owned(),
            email: self.draft.email.clone(),
            phone: self.draft.phone.clone(),
            company: self.draft.company.clone(),
            country: self.draft.country,
            created_at: self.created_at,
        }
    }
}

impl Versioned for Contact {
    type Draft = ContactDraft;

    fn draft(&self) -> ContactDraft {
        self.draft.clone()
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// Where a list of contacts goes on: newest first, and each has a place that no other has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContactPlace(pub i64);

/// One page of a list of contacts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactPage {
    /// Newest first.
    pub contacts: Vec<(ContactPlace, ContactCard)>,
    /// Below which place the next page begins, if there is one.
    pub below: Option<ContactPlace>,
}

/// What a contact said, what is left to be done for it, and who may be the same person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactPast {
    /// Conversations of its visitors, newest first, at most [`limit::CONTACT_PAST`].
    pub conversations: Vec<Conversation>,
    /// How many there are.
    pub conversation_count: usize,
    /// Its tickets, newest first, at most [`limit::CONTACT_PAST`].
    pub tickets: Vec<TicketCard>,
    /// Its leads, newest first, at most [`limit::CONTACT_PAST`].
    pub leads: Vec<LeadCard>,
    /// Others with its address or number.
    pub alike: Vec<Contact>,
}

/// By what two numbers are seen to be the same, however each is written; empty where there are too few digits to reach anybody.
pub fn phone_key(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    if digits.len() < LEAST_DIGITS {
        return String::new();
    }
    digits.to_owned()
}

/// Fewer digits reach nobody from abroad: the shortest numbers of countries have so many.
const LEAST_DIGITS: usize = 5;

/// One line, which may be left out.
fn one_line(typed: &str, limit: usize) -> Result<String, Fault> {
    let line: Vec<&str> = typed.split_whitespace().collect();
    text::optional(&line.join(" "), limit)
}

/// A name that may be left out.
fn optional_name(typed: &str) -> Result<String, Fault> {
    match text::name(typed) {
        Err(Fault::Missing) => Ok(String::new()),
        other => other,
    }
}

/// A language tag that may be left out.
fn language(typed: &str) -> Result<String, Fault> {
    let tag = typed.trim();
    let limit = limit::LANGUAGE_CHARACTERS;
    if tag.chars().count() > limit {
        return Err(Fault::TooLong { limit });
    }
    let is_tag = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if tag.chars().all(is_tag) {
        Ok(tag.to_owned())
    } else {
        Err(Fault::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> ContactDraft {
        ContactDraft {
            name: name.to_owned(),
            ..ContactDraft::default()
        }
    }

    #[test]
    fn what_is_typed_is_kept_without_what_nobody_sees() {
        let typed = ContactDraft {
            name: " Ada \n L.\u{200b} ".to_owned(),
            email: " Ada@Example.org ".to_owned(),
            phone: " +44  20\n7946 ".to_owned(),
            company: " Analytical  Engines ".to_owned(),
            country: Country::parse("GB"),
            language: " en-GB ".to_owned(),
            notes: " Likes\ntea \n".to_owned(),
        };
        let kept = typed.check().unwrap();
        assert_eq!(
            kept,
            ContactDraft {
                name: "Ada L.".to_owned(),
                email: "ada@example.org".to_owned(),
                phone: "+44 20 7946".to_owned(),
                company: "Analytical Engines".to_owned(),
                country: Country::parse("GB"),
                language: "en-GB".to_owned(),
                notes: "Likes\ntea".to_owned(),
            }
        );
        assert_eq!(kept.clone().check(), Ok(kept));
    }

    #[test]
    fn a_contact_is_called_by_its_name_or_else_by_how_it_is_reached() {
        let ways = |name: &str, email: &str, phone: &str| ContactDraft {
            email: email.to_owned(),
            phone: phone.to_owned(),
            ..named(name)
        };
        assert_eq!(ways("Ada", "a@b.c", "1").called(), "Ada");
        assert_eq!(ways("", "a@b.c", "1").called(), "a@b.c");
        assert_eq!(ways("", "", "1").called(), "1");
        let nobody = ContactDraft {
            company: "Engines".to_owned(),
            notes: "Tea".to_owned(),
            ..named(" \u{200b}")
        };
        assert_eq!(
            nobody.check(),
            Err(vec![Problem::new("name", Fault::Missing)])
        );
    }

    #[test]
    fn what_is_as_long_as_allowed_is_kept_and_one_more_character_refused() {
        let email = |length: usize| format!("{}@b.c", "a".repeat(length - 4));
        let of = |more: usize| ContactDraft {
            name: "é".repeat(limit::NAME_CHARACTERS + more),
            email: email(limit::EMAIL_CHARACTERS + more),
            phone: "1".repeat(limit::PHONE_CHARACTERS + more),
            company: "é".repeat(limit::NAME_CHARACTERS + more),
            country: None,
            language: "a".repeat(limit::LANGUAGE_CHARACTERS + more),
            notes: "é".repeat(limit::NOTE_CHARACTERS + more),
        };
        assert_eq!(of(0).check(), Ok(of(0)));
        let too_long = |field, limit| Problem::new(field, Fault::TooLong { limit });
        assert_eq!(
            of(1).check(),
            Err(vec![
                too_long("name", limit::NAME_CHARACTERS),
                too_long("email", limit::EMAIL_CHARACTERS),
                too_long("phone", limit::PHONE_CHARACTERS),
                too_long("company", limit::NAME_CHARACTERS),
                too_long("language", limit::LANGUAGE_CHARACTERS),
                too_long("notes", limit::NOTE_CHARACTERS),
            ])
        );
        let wrong = ContactDraft {
            email: "ada".to_owned(),
            language: "<b>".to_owned(),
            ..named("Ada")
        };
        assert_eq!(
            wrong.check(),
            Err(vec![
                Problem::new("email", Fault::NotAnEmail),
                Problem::new("language", Fault::Unknown),
            ])
        );
    }

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        for written in ["0049 30 12345", "+49 (30) 12345", "49-30-12345"] {
            assert_eq!(phone_key(written), "493012345");
        }
        for nothing in ["", "none", "0000000", "12 34", "call me"] {
            assert_eq!(phone_key(nothing), "", "{nothing}");
        }
    }
}
