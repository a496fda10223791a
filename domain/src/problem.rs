//! What is wrong with an input, field by field.

use serde::{Deserialize, Serialize};

/// One thing that is wrong with a field, with what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The field's name as in the form and the JSON.
    pub field: String,
    /// What is wrong.
    pub fault: Fault,
}

/// The kinds of faults; the interface turns each into a sentence in the user's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Nothing was given.
    Missing,
    /// More characters than `limit` were given.
    TooLong {
        /// The most characters allowed.
        limit: usize,
    },
    /// Fewer characters than `limit` were given.
    TooShort {
        /// The least characters allowed.
        limit: usize,
    },
    /// More things than `limit` were given.
    TooMany {
        /// The most that there may be.
        limit: usize,
    },
    /// A number that is too small or too large.
    OutOfRange {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// There is no such thing as was named.
    Unknown,
    /// Not a colour.
    NotAColour,
    /// Not the address of a page.
    NotALink,
    /// Not an origin like `https://shop.example`.
    NotAnOrigin,
    /// Not a regular expression.
    NotAPattern {
        /// The character, counted from 1, where it stops being one.
        at: usize,
    },
    /// A regular expression that would need too much memory.
    TooCostly,
    /// Not an e-mail address.
    NotAnEmail,
    /// Somebody else has it already.
    Taken,
    /// Does not match what is known: a wrong present password.
    Wrong,
    /// Not a code that is good now.
    NotACode,
    /// Neither a code that is good now nor the password.
    NotProven,
    /// Not the name or address of a machine.
    NotAHost,
    /// Not the name of a time zone.
    NotATimeZone,
    /// Not an address at which a push service takes something, or of a service that is not used here.
    NotAPushService,
    /// Not a public key as browsers make them for pushes.
    NotAPushKey,
    /// Not the secret of 16 bytes that goes with such a key.
    NotAPushSecret,
    /// A file of more than so many megabytes.
    TooLarge {
        /// The most megabytes allowed.
        megabytes: usize,
    },
    /// Not an `.mmdb` file.
    NotATable,
    /// An `.mmdb` file that tells no countries.
    NoCountries,
    /// None of the values that are possible here.
    NotAllowed,
    /// Not one word that begins with a letter or a digit.
    NotAShortcut,
    /// A placeholder that nothing is filled in for.
    UnknownPlaceholder,
    /// Nobody else can configure, so he has to stay an administrator.
    LastAdministrator,
    /// Somebody else has changed it since it was read.
    Changed,
    /// Something else needs it still.
    InUse,
    /// It was done so often lately that it has to wait.
    TooOften,
}

/// The faults among these fields.
pub fn problems<const N: usize>(fields: [(&str, Option<Fault>); N]) -> Vec<Problem> {
    fields
        .into_iter()
        .filter_map(|(field, fault)| fault.map(|fault| Problem::new(field, fault)))
        .collect()
}

impl Problem {
    /// A fault of a field.
    pub fn new(field: &str, fault: Fault) -> Self {
        Self {
            field: field.to_owned(),
            fault,
        }
    }
}
