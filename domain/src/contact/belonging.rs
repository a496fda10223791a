//! Which contact a visitor belongs to after he has said how he can be reached.
//!
//! Anybody can type anybody's address. So what a visitor says makes a contact, or leads to one that has the address, but never changes
//! one that others have a part in: neither one that somebody has kept by hand, nor one that another visitor belongs to.

use super::{Contact, ContactDraft, phone_key};
use crate::country::Country;
use crate::id::ContactId;
use crate::limit;

/// What a visitor has said of himself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// His address, as [`crate::text::email`] keeps it.
    pub email: Option<String>,
    /// His number, as he wrote it.
    pub phone: Option<String>,
    /// His name.
    pub name: Option<String>,
    /// Where he is.
    pub country: Option<Country>,
    /// The tag of the language that he reads.
    pub language: Option<String>,
}

/// The contact that a visitor belongs to so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// As it is.
    pub contact: Contact,
    /// Whether no other visitor belongs to it.
    pub is_his_alone: bool,
}

/// What becomes of what a visitor said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Belonging {
    /// Nothing: he belongs where he did, which may be nowhere.
    AsBefore,
    /// He belongs to a new contact.
    New(ContactDraft),
    /// He belongs to another contact that is there already, and which stays as it is.
    To(ContactId),
    /// He belongs where he did, and that is now this.
    Changed(ContactDraft),
}

/// Which contact a visitor belongs to after he has said something of himself. `known` is the contact with the address that he gave, if
/// there is one.
pub fn belonging(own: Option<&Own>, known: Option<ContactId>, told: &Told) -> Belonging {
    let phone = told.phone.as_deref().and_then(reaches);
    if told.email.is_none() && phone.is_none() {
        return Belonging::AsBefore;
    }
    let Some(own) = own else {
        return match known {
            Some(known) => Belonging::To(known),
            None => Belonging::New(filled(ContactDraft::default(), told, phone)),
        };
    };
    let gives_another = told
        .email
        .as_ref()
        .is_some_and(|email| *email != own.contact.draft.email);
    if gives_another && let Some(known) = known.filter(|known| *known != own.contact.id) {
        return Belonging::To(known);
    }
    match (own.is_his_alone, own.contact.is_kept) {
        (true, false) => {
            let changed = filled(own.contact.draft.clone(), told, phone);
            if changed == own.contact.draft {
                Belonging::AsBefore
            } else {
                Belonging::Changed(changed)
            }
        }
        // He was taken for somebody else, whose address he had typed.
        (false, _) if gives_another => Belonging::New(filled(ContactDraft::default(), told, phone)),
        _ => Belonging::AsBefore,
    }
}

/// A number by which somebody may be reached; a whole sentence is none.
fn reaches(phone: &str) -> Option<String> {
    let line: Vec<&str> = phone.split_whitespace().collect();
    let line = line.join(" ");
    let is_number = !phone_key(&line).is_empty() && line.chars().count() <= limit::PHONE_CHARACTERS;
    is_number.then_some(line)
}

/// The last word about address and number counts; the rest is what was known first.
fn filled(draft: ContactDraft, told: &Told, phone: Option<String>) -> ContactDraft {
    let first = |known: String, told: &Option<String>| {
        if known.is_empty() {
            told.clone().unwrap_or_default()
        } else {
            known
        }
    };
    ContactDraft {
        name: first(draft.name, &told.name),
        email: told.email.clone().unwrap_or(draft.email),
        phone: phone.unwrap_or(draft.phone),
        country: draft.country.or(told.country),
        language: first(draft.language, &told.language),
        ..draft
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Timestamp;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(number: u128) -> ContactId {
        ContactId(Uuid::from_u128(number))
    }

    fn own(email: &str, is_his_alone: bool, is_kept: bool) -> Own {
        let draft = ContactDraft {
            email: email.to_owned(),
            ..ContactDraft::default()
        };
        Own {
            contact: Contact {
                id: id(1),
                draft,
                is_kept,
                created_at: Timestamp(0),
                version: 0,
            },
            is_his_alone,
        }
    }

    fn email(address: &str) -> Told {
        Told {
            email: Some(address.to_owned()),
            ..Told::default()
        }
    }

    fn phone(number: &str) -> Told {
        Told {
            phone: Some(number.to_owned()),
            ..Told::default()
        }
    }

    #[test]
    fn an_address_or_a_number_makes_a_contact_and_nothing_else_does() {
        let new = belonging(None, None, &email("ada@example.org"));
        assert!(matches!(new, Belonging::New(draft) if draft.email == "ada@example.org"));
        let new = belonging(None, None, &phone(" +49 30\n12345 "));
        assert!(matches!(new, Belonging::New(draft) if draft.phone == "+49 30 12345"));
        let long = format!(
            "12345{}",
            " ".repeat(9) + &"x".repeat(limit::PHONE_CHARACTERS)
        );
        for none in ["I have none", "1234", "", &long] {
            assert_eq!(belonging(None, None, &phone(none)), Belonging::AsBefore);
        }
        let only_a_name = Told {
            name: Some("Ada".to_owned()),
            ..Told::default()
        };
        assert_eq!(belonging(None, None, &only_a_name), Belonging::AsBefore);
    }

    #[test]
    fn who_gives_a_known_address_belongs_to_that_contact_which_stays_as_it_is() {
        let told = email("ada@example.org");
        assert_eq!(belonging(None, Some(id(2)), &told), Belonging::To(id(2)));
        for (alone, kept) in [(true, false), (true, true), (false, false), (false, true)] {
            let before = own("bob@example.org", alone, kept);
            let after = belonging(Some(&before), Some(id(2)), &told);
            assert_eq!(after, Belonging::To(id(2)));
        }
    }

    #[test]
    fn the_last_address_counts_in_a_contact_that_is_his_alone() {
        let before = own("ada@exmaple.org", true, false);
        let after = belonging(Some(&before), None, &email("ada@example.org"));
        assert!(matches!(after, Belonging::Changed(draft) if draft.email == "ada@example.org"));
        let same = belonging(Some(&before), Some(id(1)), &email("ada@exmaple.org"));
        assert_eq!(same, Belonging::AsBefore);
        let after = belonging(Some(&before), None, &phone("030 12345"));
        assert!(matches!(after, Belonging::Changed(draft)
            if draft.email == "ada@exmaple.org" && draft.phone == "030 12345"));
    }

    #[test]
    fn nobody_who_typed_the_address_of_another_is_taken_for_him_for_good() {
        let before = own("ada@example.org", false, true);
        let after = belonging(Some(&before), None, &email("eve@example.org"));
        assert!(matches!(after, Belonging::New(draft) if draft.email == "eve@example.org"));
    }

    proptest! {
        #[test]
        fn what_others_have_a_part_in_is_never_changed_by_a_visitor(
            is_his_alone in any::<bool>(), is_kept in any::<bool>(), known in proptest::option::of(1u128..4),
            address in proptest::option::of("[ab]@b.c"), number in proptest::option::of("[0-9]{3,7}"),
        ) {
            let own = own("a@b.c", is_his_alone, is_kept);
            let told = Told { email: address, phone: number, ..Told::default() };
            let after = belonging(Some(&own), known.map(id), &told);
            if is_kept || !is_his_alone {
                prop_assert!(!matches!(after, Belonging::Changed(_)));
            }
        }
    }
}
