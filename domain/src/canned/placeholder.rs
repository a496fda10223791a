//! What is filled in when a canned response is used (spec 10.7).

use crate::problem::Fault;

/// What stands in a substitution for the visitor's name.
const VISITOR_NAME: &str = "visitor.name";
/// What stands in a substitution for the name under which the operator chats.
const OPERATOR_NAME: &str = "operator.name";

/// What can be filled in, as it is typed.
pub const PLACEHOLDERS: [&str; 2] = ["{visitor.name}", "{operator.name}"];

/// A substitution with names in their places. A name is not looked at again, whatever it holds.
pub fn fill(substitution: &str, visitor: &str, operator: &str) -> String {
    let mut filled = String::new();
    let mut rest = substitution;
    while let Some((before, name, after)) = next(rest) {
        filled.push_str(before);
        match name {
            VISITOR_NAME => filled.push_str(visitor),
            OPERATOR_NAME => filled.push_str(operator),
            other => {
                filled.push('{');
                filled.push_str(other);
                filled.push('}');
            }
        }
        rest = after;
    }
    filled + rest
}

/// Whether everything that looks like a placeholder is one that is known.
///
/// # Errors
/// [`Fault::UnknownPlaceholder`] for another: it would be sent as it stands.
pub(super) fn check(substitution: &str) -> Result<(), Fault> {
    let mut rest = substitution;
    while let Some((_, name, after)) = next(rest) {
        if ![VISITOR_NAME, OPERATOR_NAME].contains(&name) {
            return Err(Fault::UnknownPlaceholder);
        }
        rest = after;
    }
    Ok(())
}

/// What stands before the first placeholder, its name, and what stands behind it. Other braces are text.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    for (open, _) in text.match_indices('{') {
        let (before, inside) = text.split_at(open);
        let inside = inside.strip_prefix('{')?;
        let Some((name, after)) = inside.split_once('}') else {
            continue;
        };
        if is_name(name) {
            return Some((before, name, after));
        }
    }
    None
}

fn is_name(name: &str) -> bool {
    let is_part =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_');
    name.contains('.') && name.split('.').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_stand_in_their_places() {
        for (substitution, expected) in [
            ("Hello {visitor.name}!", "Hello Ada!"),
            ("{operator.name} here, {visitor.name}", "Support here, Ada"),
            ("{visitor.name}{visitor.name}", "AdaAda"),
            ("{{visitor.name}}", "{Ada}"),
            ("{ {visitor.name} }", "{ Ada }"),
            ("if (a) { b; }", "if (a) { b; }"),
            ("{\"a\": 1.5}", "{\"a\": 1.5}"),
            ("open { only", "open { only"),
        ] {
            assert_eq!(fill(substitution, "Ada", "Support"), expected);
        }
    }

    #[test]
    fn a_name_cannot_ask_for_another() {
        let filled = fill("{visitor.name}", "{operator.name}", "Secret");
        assert_eq!(filled, "{operator.name}");
    }

    #[test]
    fn only_what_is_known_may_look_like_a_placeholder() {
        for known in PLACEHOLDERS {
            assert_eq!(check(known), Ok(()));
        }
        for text in ["{a}", "{ visitor.name }", "{}", "{.}", "}{", "{1.}"] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
        for unknown in [
            "{visitor.nam}",
            "{Visitor.name}",
            "{visitor.email}",
            "{visitor.name} {x.y}",
            "{{x.y}}",
            "{ {x.y}",
        ] {
            assert_eq!(check(unknown), Err(Fault::UnknownPlaceholder), "{unknown}");
        }
    }

    proptest! {
        #[test]
        fn a_text_without_placeholders_stays_as_it_is(text in "[a-z {}\\n]{0,40}") {
            prop_assert_eq!(fill(&text, "Ada", "Support"), text);
        }

        #[test]
        fn what_was_checked_leaves_no_placeholder(text in "([a-z {}.]|\\{visitor\\.name\\}|\\{operator\\.name\\}){0,20}") {
            if check(&text).is_ok() {
                let filled = fill(&text, "", "");
                prop_assert!(!PLACEHOLDERS.iter().any(|place| text.contains(place)) || filled.len() < text.len());
            }
        }
    }
}
