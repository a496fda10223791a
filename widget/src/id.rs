//! Ids as they are written: hexadecimal in groups of 8-4-4-4-12. The library's own reader knows more forms, and weighs for it.

use crate::json::digit;
use uuid::Uuid;

/// Reads an id.
pub(crate) fn read(text: &str) -> Option<Uuid> {
    let mut number = 0_u128;
    let mut digits = 0;
    for (place, byte) in text.bytes().enumerate() {
        if matches!(place, 8 | 13 | 18 | 23) {
            if byte != b'-' {
                return None;
            }
            continue;
        }
        number = number << 4 | u128::from(char::from(byte).to_digit(16)?);
        digits += 1;
    }
    (digits == 32).then(|| Uuid::from_u128(number))
}

/// Writes an id.
pub(crate) fn write(id: Uuid) -> String {
    let number = id.as_u128();
    let mut text = String::with_capacity(36);
    for place in (0..32_u32).rev() {
        if matches!(place, 23 | 19 | 15 | 11) {
            text.push_str("-");
        }
        text.push_str(digit(
            u8::try_from(number >> (place * 4) & 0xf).unwrap_or_default(),
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_id_is_refused() {
        for text in [
            "",
            "0123456789abcdef0123456789abcdef",
            "01234567-89ab-cdef-0123-456789abcde",
            "01234567-89ab-cdef-0123-456789abcdeff",
            "01234567-89ab-cdef-0123-456789abcdeg",
            "01234567x89ab-cdef-0123-456789abcdef",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn an_id_is_written_as_everywhere_else(number: u128) {
            let id = Uuid::from_u128(number);
            prop_assert_eq!(write(id), id.to_string());
            prop_assert_eq!(read(&id.to_string()), Some(id));
        }
    }
}
