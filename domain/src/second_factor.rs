//! A second factor besides the password: codes of an authenticator app, and recovery codes for who has lost it (spec 2.3).

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Digits of a code (RFC 6238, and what every app shows).
pub const CODE_DIGITS: usize = 6;
/// Recovery codes that are handed out at once.
pub const RECOVERY_CODES: usize = 10;
/// Random bytes of a recovery code: so many that its plain hash may be kept.
pub const RECOVERY_CODE_BYTES: usize = 10;
/// How long the second factor may be given after the password.
pub const HALF_SIGN_IN_MS: i64 = 10 * crate::time::MINUTE_MS;

/// Digits and small letters that nobody takes for another: five bits each (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Characters of a recovery code without its hyphens.
const RECOVERY_CODE_CHARACTERS: usize = RECOVERY_CODE_BYTES * 8 / 5;
/// Characters of a recovery code between two hyphens.
const GROUP: usize = 4;

/// Whether somebody's second factor is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactor {
    /// Since when; `None` if it is off.
    pub on_since: Option<Timestamp>,
    /// How many of the recovery codes nobody has used yet.
    pub recovery_codes_left: usize,
}

/// What an authenticator app needs to make the same codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// The secret, to be typed.
    pub secret: String,
    /// The address that says it all.
    pub address: String,
    /// The address as a picture for a camera.
    pub picture: Picture,
}

/// A QR code: dark squares on a light ground.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Squares of a side.
    pub width: usize,
    /// The dark squares as a path of SVG, one unit each.
    pub path: String,
}

impl Picture {
    /// Draws the squares of a row after another, of which `are_dark` tells.
    pub fn of(width: usize, are_dark: &[bool]) -> Self {
        let mut path = String::new();
        for (y, row) in are_dark.chunks(width.max(1)).enumerate() {
            let mut x = 0;
            for run in row.chunk_by(|one, next| one == next) {
                if run.first() == Some(&true) {
                    path.extend([format!("M{x} {y}h{0}v1h-{0}z", run.len())]);
                }
                x += run.len();
            }
        }
        Self { width, path }
    }
}

/// A code that lets in once, for who has lost his authenticator app.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// The code of random bytes.
    pub fn of(random: [u8; RECOVERY_CODE_BYTES]) -> Self {
        let bits = random
            .iter()
            .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
        let bits: Vec<u8> = bits.collect();
        let letters = bits
            .chunks(5)
            .map(|bits| bits.iter().fold(0, |sum, bit| sum << 1 | usize::from(*bit)));
        let letters = letters.filter_map(|place| ALPHABET.get(place).copied().map(char::from));
        Self(letters.collect())
    }

    /// A code as somebody typed it: with or without hyphens, in whatever capitals, `O` for `0` and `I` or `L` for `1`.
    pub fn parse(typed: &str) -> Option<Self> {
        let kept: String = joined(typed)
            .map(|letter| match letter.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                other => other,
            })
            .take(RECOVERY_CODE_CHARACTERS + 1)
            .collect();
        let is_one = kept.len() == RECOVERY_CODE_CHARACTERS
            && kept.bytes().all(|letter| ALPHABET.contains(&letter));
        is_one.then_some(Self(kept))
    }

    /// Its characters without hyphens, each in one spelling.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RecoveryCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in self.0.chars().enumerate() {
            if place > 0 && place % GROUP == 0 {
                formatter.write_str("-")?;
            }
            write!(formatter, "{letter}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("RecoveryCode(…)")
    }
}

/// The digits of a code of an authenticator app as somebody typed it, which apps show in two groups.
pub fn code(typed: &str) -> Option<String> {
    let kept: String = joined(typed).take(CODE_DIGITS + 1).collect();
    let is_one = kept.len() == CODE_DIGITS && kept.bytes().all(|digit| digit.is_ascii_digit());
    is_one.then_some(kept)
}

/// Whether the code of a step is good after that of `last` was used: neither it nor an earlier one comes twice (RFC 6238).
pub fn is_fresh(step: i64, last: i64) -> bool {
    step > last
}

/// What was typed without blank space and hyphens.
fn joined(typed: &str) -> impl Iterator<Item = char> {
    typed
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_six_digits_however_they_are_grouped() {
        for typed in ["123456", "123 456", " 12-34-56 "] {
            assert_eq!(code(typed).as_deref(), Some("123456"), "{typed}");
        }
        for wrong in ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "+12345"] {
            assert_eq!(code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn recovery_codes_are_read_as_they_are_meant() {
        let recovery_code = RecoveryCode::of([0, 68, 50, 20, 199, 66, 84, 182, 53, 207]);
        assert_eq!(recovery_code.to_string(), "0123-4567-89ab-cdef");
        for typed in [
            "0123456789abcdef",
            "O123-4567-89AB-CDEF",
            " oI23 4567 89ab cdef ",
            "0L23-4567-89ab-cdef",
        ] {
            assert_eq!(
                RecoveryCode::parse(typed).as_ref(),
                Some(&recovery_code),
                "{typed}"
            );
        }
        for wrong in [
            "",
            "0123-4567-89ab-cde",
            "0123-4567-89ab-cdefg",
            "0123-4567-89ab-cdeu",
        ] {
            assert_eq!(RecoveryCode::parse(wrong), None, "{wrong}");
        }
        assert!(!format!("{recovery_code:?}").contains("0123"));
    }

    #[test]
    fn no_step_is_used_twice_and_none_before_it() {
        assert!(is_fresh(8, 7));
        assert!(!is_fresh(7, 7));
        assert!(!is_fresh(6, 7));
    }

    #[test]
    fn dark_squares_beside_one_another_are_drawn_at_once() {
        let are_dark = [true, true, false, false, false, false, true, false, true];
        let picture = Picture::of(3, &are_dark);
        assert_eq!(
            picture.path,
            "M0 0h2v1h-2zM0 2h1v1h-1zM2 2h1v1h-1z".to_owned()
        );
        assert_eq!(Picture::of(0, &[]).path, "");
    }

    proptest! {
        #[test]
        fn every_recovery_code_is_read_as_it_is_shown(random: [u8; RECOVERY_CODE_BYTES]) {
            let recovery_code = RecoveryCode::of(random);
            prop_assert_eq!(recovery_code.as_str().len(), RECOVERY_CODE_CHARACTERS);
            let shown = recovery_code.to_string();
            prop_assert_eq!(code(&shown), None);
            prop_assert_eq!(RecoveryCode::parse(&shown), Some(recovery_code));
        }

        #[test]
        fn anything_may_be_typed(typed in "\\PC*") {
            let _ = (code(&typed), RecoveryCode::parse(&typed));
        }
    }
}
