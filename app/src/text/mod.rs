//! What the console says, in the language of the page (spec 8.12); the table stands in the crate `texts`.

#[cfg(not(target_arch = "wasm32"))]
mod compiled;
#[cfg(target_arch = "wasm32")]
mod loaded;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use compiled::{texts, use_texts};
#[cfg(target_arch = "wasm32")]
pub(crate) use loaded::{load, use_texts};

use domain::problem::Fault;
pub(crate) use domain::translation::fill;
use domain::wire::Refusal;
use std::ops::Deref;

/// The texts of one language: its table, and the sentences that are made of it.
#[derive(Debug)]
pub(crate) struct Texts(texts::Texts);

impl Deref for Texts {
    type Target = texts::Texts;

    fn deref(&self) -> &texts::Texts {
        &self.0
    }
}

/// A text with a number in the place of `{count}`.
pub(crate) fn fill_count(text: &str, count: usize) -> String {
    fill(text, &[("count", &count.to_string())])
}

/// One of the words of a text.
pub(crate) fn nth(words: &str, place: i64) -> &str {
    let place = usize::try_from(place).unwrap_or_default();
    words
        .split_ascii_whitespace()
        .nth(place)
        .unwrap_or_default()
}

impl Texts {
    /// What is wrong with a field, as a sentence.
    pub(crate) fn fault(&self, fault: Fault) -> String {
        match fault {
            Fault::Missing => self.fault_missing.to_owned(),
            Fault::TooLong { limit } => fill_count(self.fault_too_long, limit),
            Fault::TooShort { limit } => fill_count(self.fault_too_short, limit),
            Fault::TooMany { limit } => fill_count(self.fault_too_many, limit),
            Fault::OutOfRange { least, most } => fill(
                self.fault_out_of_range,
                &[("least", &least.to_string()), ("most", &most.to_string())],
            ),
            Fault::NotAColour => self.fault_not_a_colour.to_owned(),
            Fault::NotALink => self.fault_not_a_link.to_owned(),
            Fault::NotAnOrigin => self.fault_not_an_origin.to_owned(),
            Fault::NotAPattern { at } => fill_count(self.fault_not_a_pattern, at),
            Fault::TooCostly => self.fault_too_costly.to_owned(),
            Fault::Unknown => self.fault_unknown.to_owned(),
            Fault::NotAnEmail => self.fault_not_an_email.to_owned(),
            Fault::Taken => self.fault_taken.to_owned(),
            Fault::Wrong => self.fault_wrong.to_owned(),
            Fault::NotACode => self.fault_not_a_code.to_owned(),
            Fault::NotProven => self.fault_not_proven.to_owned(),
            Fault::NotAHost => self.fault_not_a_host.to_owned(),
            Fault::NotATimeZone => self.fault_not_a_time_zone.to_owned(),
            Fault::NotAPushService => self.fault_not_a_push_service.to_owned(),
            Fault::NotAPushKey => self.fault_not_a_push_key.to_owned(),
            Fault::NotAPushSecret => self.fault_not_a_push_secret.to_owned(),
            Fault::TooLarge { megabytes } => fill_count(self.fault_too_large, megabytes),
            Fault::NotATable => self.fault_not_a_table.to_owned(),
            Fault::NoCountries => self.fault_no_countries.to_owned(),
            Fault::NotAllowed => self.fault_not_allowed.to_owned(),
            Fault::NotAShortcut => self.fault_not_a_shortcut.to_owned(),
            Fault::UnknownPlaceholder => self.fault_unknown_placeholder.to_owned(),
            Fault::LastAdministrator => self.fault_last_administrator.to_owned(),
            Fault::Changed => self.fault_changed.to_owned(),
            Fault::InUse => self.fault_in_use.to_owned(),
            Fault::TooOften => self.fault_too_often.to_owned(),
        }
    }

    /// Why a request was refused, to stand after a colon.
    pub(crate) fn refusal(&self, refusal: Refusal) -> &'static str {
        match refusal {
            Refusal::Malformed => self.refusal_malformed,
            Refusal::Empty => self.refusal_empty,
            Refusal::TooLong => self.refusal_too_long,
            Refusal::WrongType => self.refusal_wrong_type,
            Refusal::NotFound => self.refusal_not_found,
            Refusal::NotYours => self.refusal_not_yours,
            Refusal::Ended => self.refusal_ended,
            Refusal::Open => self.refusal_open,
            Refusal::NoAddress => self.refusal_no_address,
            Refusal::NotAnEmail => self.fault_not_an_email,
            Refusal::NoMailServer => self.refusal_no_mail_server,
            Refusal::Helped => self.refusal_helped,
            Refusal::NoSuchOperator => self.refusal_no_such_operator,
            Refusal::Yourself => self.refusal_yourself,
            Refusal::Unauthorized => self.refusal_unauthorized,
            Refusal::ForeignOrigin | Refusal::Forbidden => self.refusal_forbidden,
            Refusal::TooMany => self.refusal_too_many,
            Refusal::NobodyAvailable | Refusal::Unavailable => self.refusal_unavailable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stands_where_its_place_was() {
        assert_eq!(fill_count("{count} min", 4), "4 min");
    }

    #[test]
    fn words_stand_in_their_order() {
        assert_eq!(nth("Jan Feb Mar", 1), "Feb");
        assert_eq!(nth("Jan Feb Mar", 3), "");
        assert_eq!(nth("Jan", -1), "Jan");
    }
}
