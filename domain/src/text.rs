//! Texts that people type: what is kept of them and what is refused.

use crate::limit;
use crate::problem::Fault;

/// The text of a message as it is stored: without surrounding blank space, control characters or direction overrides.
///
/// # Errors
/// [`Fault::Missing`] if nothing visible is left, [`Fault::TooLong`] over [`limit::MESSAGE_CHARACTERS`].
pub fn message(text: &str) -> Result<String, Fault> {
    let kept: String = text.trim().chars().filter(|c| is_kept(*c)).collect();
    bounded(kept.trim(), limit::MESSAGE_CHARACTERS)
}

/// A name as it is stored: one line, single spaces, no control, zero-width or direction characters.
///
/// # Errors
/// [`Fault::Missing`] if nothing is left, [`Fault::TooLong`] over [`limit::NAME_CHARACTERS`].
pub fn name(text: &str) -> Result<String, Fault> {
    let visible: String = text
        .chars()
        .filter(|c| c.is_whitespace() || (is_kept(*c) && !is_zero_width(*c)))
        .collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    bounded(&words.join(" "), limit::NAME_CHARACTERS)
}

/// A text of one line that may be left out: without surrounding blank space, control characters or direction overrides.
///
/// # Errors
/// [`Fault::TooLong`] over `limit` characters.
pub fn optional(text: &str, limit: usize) -> Result<String, Fault> {
    let kept: String = text.trim().chars().filter(|c| is_kept(*c)).collect();
    match bounded(kept.trim(), limit) {
        Err(Fault::Missing) => Ok(String::new()),
        other => other,
    }
}

/// An e-mail address as it is stored: trimmed and lower-case.
///
/// # Errors
/// [`Fault::Missing`], [`Fault::TooLong`], or [`Fault::NotAnEmail`] where it lacks one `@` between a local part and a
/// domain; whether a letter arrives is for the mail server to say.
pub fn email(text: &str) -> Result<String, Fault> {
    let address = bounded(&text.trim().to_lowercase(), limit::EMAIL_CHARACTERS)?;
    let (local, domain) = address.split_once('@').ok_or(Fault::NotAnEmail)?;
    let plain = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| !c.is_whitespace() && !c.is_control() && !"<>\"@,;:\\()".contains(c))
    };
    let dotted =
        |part: &str| !part.starts_with('.') && !part.ends_with('.') && !part.contains("..");
    if plain(local) && plain(domain) && dotted(local) && dotted(domain) {
        Ok(address)
    } else {
        Err(Fault::NotAnEmail)
    }
}

/// A password, unchanged.
///
/// # Errors
/// [`Fault::TooShort`] or [`Fault::TooLong`].
pub fn password(text: &str) -> Result<&str, Fault> {
    let count = text.chars().count();
    if count < limit::PASSWORD_LEAST_CHARACTERS {
        return Err(Fault::TooShort {
            limit: limit::PASSWORD_LEAST_CHARACTERS,
        });
    }
    if count > limit::PASSWORD_CHARACTERS {
        return Err(Fault::TooLong {
            limit: limit::PASSWORD_CHARACTERS,
        });
    }
    Ok(text)
}

/// The name of a time zone as IANA writes it, or nothing; whether there is such a zone is for the browser to say.
///
/// # Errors
/// [`Fault::TooLong`] or [`Fault::NotATimeZone`].
pub fn time_zone(text: &str) -> Result<String, Fault> {
    let name = text.trim();
    if name.len() > limit::TIME_ZONE_CHARACTERS {
        return Err(Fault::TooLong {
            limit: limit::TIME_ZONE_CHARACTERS,
        });
    }
    let is_part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"_+-".contains(&b))
    };
    if name.is_empty() || name.split('/').all(is_part) {
        Ok(name.to_owned())
    } else {
        Err(Fault::NotATimeZone)
    }
}

/// The first `characters` of a text on one line, with `…` where something was cut.
pub fn shortened(text: &str, characters: usize) -> String {
    let line: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    if line.chars().count() <= characters {
        return line;
    }
    let mut cut: String = line.chars().take(characters.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

/// Up to two capitals for a picture's place: `Ada Lefèvre` → `AL`.
pub fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    let first = words.next();
    let last = words.next_back();
    first
        .into_iter()
        .chain(last.filter(|c| c.is_alphabetic()))
        .flat_map(char::to_uppercase)
        .collect()
}

fn bounded(text: &str, limit: usize) -> Result<String, Fault> {
    if text.is_empty() {
        return Err(Fault::Missing);
    }
    if text.chars().count() > limit {
        return Err(Fault::TooLong { limit });
    }
    Ok(text.to_owned())
}

fn is_kept(c: char) -> bool {
    (!c.is_control() || c == '\n' || c == '\t') && !is_direction_override(c)
}

/// Embeddings, overrides and isolates reorder what surrounds them: `attacks.md` 18 and 19 (spoofed names).
fn is_direction_override(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_zero_width(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{00ad}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_message_of_the_limit_is_kept_and_one_past_it_refused() {
        let most = "é".repeat(limit::MESSAGE_CHARACTERS);
        assert_eq!(message(&most), Ok(most.clone()));
        assert_eq!(
            message(&format!("{most}!")),
            Err(Fault::TooLong {
                limit: limit::MESSAGE_CHARACTERS
            })
        );
    }

    #[test]
    fn a_blank_message_is_missing() {
        assert_eq!(message(" \n\t "), Err(Fault::Missing));
        assert_eq!(message("\u{202e}"), Err(Fault::Missing));
    }

    #[test]
    fn line_breaks_of_a_message_stay() {
        assert_eq!(message(" a\nb "), Ok("a\nb".to_owned()));
    }

    #[test]
    fn a_name_cannot_hide_characters() {
        assert_eq!(name(" Ada\u{200b}  \u{202e}L. "), Ok("Ada L.".to_owned()));
    }

    #[test]
    fn a_name_of_the_limit_is_kept_and_one_past_it_refused() {
        let most = "n".repeat(limit::NAME_CHARACTERS);
        assert_eq!(name(&most), Ok(most.clone()));
        assert!(name(&format!("{most}n")).is_err());
    }

    #[test]
    fn an_email_needs_a_local_part_and_a_domain() {
        assert_eq!(email(" Ada@Example.org "), Ok("ada@example.org".to_owned()));
        for wrong in [
            "ada",
            "@example.org",
            "ada@",
            "a b@c.org",
            "a@b@c",
            "a@b..c",
            "<a@b.c>",
            "a@b.c\r\nBcc: d",
        ] {
            assert_eq!(email(wrong), Err(Fault::NotAnEmail), "{wrong}");
        }
    }

    #[test]
    fn a_password_has_a_least_and_a_most_length() {
        assert!(password(&"p".repeat(limit::PASSWORD_LEAST_CHARACTERS - 1)).is_err());
        assert!(password(&"p".repeat(limit::PASSWORD_LEAST_CHARACTERS)).is_ok());
        assert!(password(&"p".repeat(limit::PASSWORD_CHARACTERS)).is_ok());
        assert!(password(&"p".repeat(limit::PASSWORD_CHARACTERS + 1)).is_err());
    }

    #[test]
    fn initials_are_of_the_first_and_last_word() {
        assert_eq!(initials("Ada Lefèvre"), "AL");
        assert_eq!(initials("Visitor 118"), "V");
        assert_eq!(initials(""), "");
    }

    proptest! {
        #[test]
        fn what_is_stored_is_a_fixed_point(text in ".{0,60}") {
            if let Ok(kept) = message(&text) {
                prop_assert_eq!(message(&kept), Ok(kept.clone()));
            }
            if let Ok(kept) = name(&text) {
                prop_assert_eq!(name(&kept), Ok(kept.clone()));
            }
        }

        #[test]
        fn a_shortened_text_is_never_longer(text in ".{0,300}", most in 1usize..200) {
            prop_assert!(shortened(&text, most).chars().count() <= most);
        }
    }
}
