//! Tables of texts in each language of the product (spec 8.12), and values in their places.

/// Makes `Texts`, one entry a line (`name: "English", "French";`), and the tables `ENGLISH` and `FRENCH`, with a test that holds
/// them to each other.
#[macro_export]
macro_rules! translations {
    ($($name:ident: $english:literal, $french:literal;)+) => {
        /// The texts of one language; `{…}` stands where `domain::translation::fill` puts something.
        #[derive(Debug)]
        pub(crate) struct Texts {
            $(#[doc = $english] pub(crate) $name: &'static str,)+
        }

        static ENGLISH: Texts = Texts { $($name: $english,)+ };
        static FRENCH: Texts = Texts { $($name: $french,)+ };

        /// The texts of a language.
        pub(crate) fn texts(language: $crate::user::Language) -> &'static Texts {
            match language {
                $crate::user::Language::English => &ENGLISH,
                $crate::user::Language::French => &FRENCH,
            }
        }

        #[cfg(test)]
        mod table_tests {
            #[test]
            fn no_entry_is_empty_and_places_agree() {
                for (name, english, french) in vec![$((stringify!($name), $english, $french),)+] {
                    assert!(!english.trim().is_empty() && !french.trim().is_empty(), "{name}");
                    let places = $crate::translation::places;
                    assert_eq!(places(english), places(french), "{name}");
                }
            }
        }
    };
}

/// A text with values in the place of `{name}`. A value is not looked at again, whatever it holds.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        filled.push_str(before);
        let value = values.iter().find(|(known, _)| *known == name);
        filled.push_str(value.map_or("", |(_, value)| value));
        rest = behind;
    }
    filled + rest
}

/// The names of the places in a text, sorted.
pub fn places(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .collect();
    names.sort_unstable();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_where_their_names_were() {
        assert_eq!(fill("{a} and {b}", &[("a", "1"), ("b", "2")]), "1 and 2");
        assert_eq!(fill("a {", &[]), "a {");
    }

    #[test]
    fn a_value_cannot_ask_for_another() {
        let filled = fill("{a} and {b}.", &[("a", "{b}"), ("b", "two")]);
        assert_eq!(filled, "{b} and two.");
    }

    #[test]
    fn places_are_known_by_their_names() {
        assert_eq!(places("{b} and {a} and {b}"), ["a", "b", "b"]);
    }
}
