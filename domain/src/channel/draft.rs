//! A channel's form as it was filled in, and what is wrong with it (spec 3.3).

use super::{Channel, Colours, Options, Texts};
use crate::language::LanguageTag;
use crate::limit;
use crate::problem::{Fault, Problem};
use crate::text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a form says of a channel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// *Channel Name*.
    pub name: String,
    /// The texts in no language in particular.
    pub texts: Texts,
    /// The texts in the languages that have their own, by tag.
    pub translations: BTreeMap<String, Texts>,
    /// The colours.
    pub colours: Colours,
    /// The other choices.
    pub options: Options,
    /// The origins whose pages may use the channel; empty means any.
    pub allowed_origins: Vec<String>,
}

impl Draft {
    /// The form as it is stored.
    ///
    /// # Errors
    /// Everything that is wrong with it, by field.
    pub fn check(self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut told = |field: &str, fault: Fault| problems.push(Problem::new(field, fault));
        let name = text::name(&self.name).unwrap_or_else(|fault| {
            told("name", fault);
            String::new()
        });
        let texts = checked_texts(&self.texts, "", &mut told);
        let is_language = |tag: &String| {
            LanguageTag::parse(tag).is_some_and(|language| language.primary() == *tag)
        };
        if !self.translations.keys().all(is_language) {
            told("translations", Fault::NotAllowed);
        }
        if self.translations.len() > limit::LANGUAGES {
            let limit = limit::LANGUAGES;
            told("translations", Fault::TooMany { limit });
        }
        let translations = self
            .translations
            .into_iter()
            .map(|(tag, texts)| {
                let texts = checked_texts(&texts, &tag, &mut told);
                (tag, texts)
            })
            .filter(|(_, texts)| *texts != Texts::default())
            .collect();
        if let Some(most) = self.options.operator_limit
            && !(1..=limit::OPERATOR_LIMIT).contains(&most)
        {
            let (least, most) = (1, i64::from(limit::OPERATOR_LIMIT));
            told("operator_limit", Fault::OutOfRange { least, most });
        }
        let review_link = self.options.review_link.trim().to_owned();
        if !review_link.is_empty() {
            if review_link.chars().count() > limit::PAGE_CHARACTERS {
                let limit = limit::PAGE_CHARACTERS;
                told("review_link", Fault::TooLong { limit });
            } else if !is_page(&review_link) {
                told("review_link", Fault::NotALink);
            }
        }
        let mut allowed_origins: Vec<String> = Vec::new();
        for written in &self.allowed_origins {
            match origin(written) {
                Some(origin) if allowed_origins.contains(&origin) => {}
                Some(origin) => allowed_origins.push(origin),
                None => told("allowed_origins", Fault::NotAnOrigin),
            }
        }
        if allowed_origins.len() > limit::ALLOWED_ORIGINS {
            let limit = limit::ALLOWED_ORIGINS;
            told("allowed_origins", Fault::TooMany { limit });
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self {
            name,
            texts,
            translations,
            colours: self.colours,
            options: Options {
                review_link,
                ..self.options
            },
            allowed_origins,
        })
    }
}

impl From<&Channel> for Draft {
    fn from(channel: &Channel) -> Self {
        Self {
            name: channel.name.clone(),
            texts: channel.texts.clone(),
            translations: channel.translations.clone(),
            colours: channel.colours,
            options: channel.options.clone(),
            allowed_origins: channel.allowed_origins.clone(),
        }
    }
}

/// The name of a text's field in the form: `welcome`, or `welcome.fr` for its French translation.
pub fn text_field(name: &str, tag: &str) -> String {
    if tag.is_empty() {
        name.to_owned()
    } else {
        format!("{name}.{tag}")
    }
}

fn checked_texts(texts: &Texts, tag: &str, told: &mut impl FnMut(&str, Fault)) -> Texts {
    let mut checked = |name: &str, text: &str, limit: usize| {
        let kept = text::optional(text, limit);
        kept.unwrap_or_else(|fault| {
            told(&text_field(name, tag), fault);
            String::new()
        })
    };
    Texts {
        notification: checked(
            "notification",
            &texts.notification,
            limit::NOTIFICATION_CHARACTERS,
        ),
        welcome: checked("welcome", &texts.welcome, limit::WELCOME_CHARACTERS),
        placeholder: checked("placeholder", &texts.placeholder, limit::NAME_CHARACTERS),
    }
}

/// Whether a text is the address of a page: `http` or `https` with a host.
fn is_page(text: &str) -> bool {
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        let start = text.get(..scheme.len())?;
        start
            .eq_ignore_ascii_case(scheme)
            .then(|| text.get(scheme.len()..))
            .flatten()
    });
    let is_plain = !text
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c));
    is_plain && rest.is_some_and(|rest| is_host(rest.split(['/', '?', '#']).next().unwrap_or("")))
}

/// A name or address with an optional port; nothing before an `@`, where a false name could stand.
fn is_host(authority: &str) -> bool {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let is_name = |name: &str| {
        !name.is_empty()
            && name.split('.').all(|label| {
                !label.is_empty()
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label
                        .chars()
                        .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
            })
    };
    let is_address = |text: &str| {
        text.strip_prefix('[')
            .and_then(|text| text.strip_suffix(']'))
            .is_some_and(|text| text.parse::<std::net::Ipv6Addr>().is_ok())
    };
    (is_name(host) || is_address(host)) && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

/// An origin as browsers write it: `https://shop.example`, with a port unless it is the usual one; `None` for all else.
pub fn origin(written: &str) -> Option<String> {
    let written = written.trim().trim_end_matches('/').to_lowercase();
    let (scheme, authority) = written.split_once("://")?;
    let usual = match scheme {
        "https" => ":443",
        "http" => ":80",
        _ => return None,
    };
    is_host(authority).then(|| {
        let authority = authority.strip_suffix(usual).unwrap_or(authority);
        format!("{scheme}://{authority}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            name: "Website".to_owned(),
            ..Draft::default()
        }
    }

    fn faults(draft: Draft) -> Vec<Problem> {
        draft.check().err().unwrap_or_default()
    }

    #[test]
    fn a_plain_form_is_stored_as_it_is() {
        assert_eq!(draft().check(), Ok(draft()));
    }

    #[test]
    fn every_field_that_is_wrong_is_named() {
        let wrong = Draft {
            name: "  ".to_owned(),
            options: Options {
                operator_limit: Some(0),
                review_link: "javascript:alert(1)".to_owned(),
                ..Options::default()
            },
            allowed_origins: vec!["shop.example".to_owned()],
            texts: Texts {
                welcome: "w".repeat(limit::WELCOME_CHARACTERS + 1),
                ..Texts::default()
            },
            ..draft()
        };
        let fields: Vec<String> = faults(wrong)
            .into_iter()
            .map(|problem| problem.field)
            .collect();
        assert_eq!(
            fields,
            [
                "name",
                "welcome",
                "operator_limit",
                "review_link",
                "allowed_origins"
            ]
        );
    }

    #[test]
    fn a_fault_of_a_translation_stands_at_its_own_field() {
        let mut draft = draft();
        let long = Texts {
            placeholder: "p".repeat(limit::NAME_CHARACTERS + 1),
            ..Texts::default()
        };
        draft.translations.insert("fr".to_owned(), long);
        let limit = limit::NAME_CHARACTERS;
        let expected = Problem::new("placeholder.fr", Fault::TooLong { limit });
        assert_eq!(faults(draft), [expected]);
    }

    #[test]
    fn translations_are_in_languages_and_not_endlessly_many() {
        let draft = |tags: &[String]| Draft {
            translations: tags
                .iter()
                .map(|tag| (tag.clone(), Texts::default()))
                .collect(),
            ..draft()
        };
        for wrong in ["", "fr-CA", "FR", "f", "<b>", "a language"] {
            let expected = Problem::new("translations", Fault::NotAllowed);
            assert_eq!(faults(draft(&[wrong.to_owned()])), [expected], "{wrong}");
        }
        let letters = 'a'..='z';
        let mut tags: Vec<String> = letters
            .clone()
            .flat_map(|one| letters.clone().map(move |other| format!("{one}{other}")))
            .take(limit::LANGUAGES)
            .collect();
        assert_eq!(faults(draft(&tags)), []);
        tags.push("zzz".to_owned());
        let limit = limit::LANGUAGES;
        let expected = Problem::new("translations", Fault::TooMany { limit });
        assert_eq!(faults(draft(&tags)), [expected]);
    }

    #[test]
    fn a_translation_without_a_word_is_none() {
        let mut draft = draft();
        draft.translations.insert("fr".to_owned(), Texts::default());
        let translations = draft.check().map(|draft| draft.translations);
        assert_eq!(translations, Ok(BTreeMap::new()));
    }

    #[test]
    fn a_limit_is_one_or_more() {
        for (limit, is_fine) in [
            (None, true),
            (Some(0), false),
            (Some(1), true),
            (Some(limit::OPERATOR_LIMIT), true),
            (Some(limit::OPERATOR_LIMIT + 1), false),
        ] {
            let options = Options {
                operator_limit: limit,
                ..Options::default()
            };
            let draft = Draft { options, ..draft() };
            assert_eq!(draft.check().is_ok(), is_fine, "{limit:?}");
        }
    }

    #[test]
    fn a_review_link_leads_to_a_page() {
        let is_fine = |link: &str| {
            let options = Options {
                review_link: link.to_owned(),
                ..Options::default()
            };
            Draft { options, ..draft() }.check().is_ok()
        };
        for right in [
            "",
            "https://example.org",
            "HTTP://example.org/review?x=1#top",
            "https://[2001:db8::1]:8443/",
            "http://localhost:3000/review",
        ] {
            assert!(is_fine(right), "{right}");
        }
        for wrong in [
            "javascript:alert(1)",
            "https://",
            "https:///path",
            "example.org",
            "ftp://example.org",
            "https://user@example.org",
            "https://exa mple.org",
            "https://example.org/\u{0}",
            "https://example..org",
            "https://example.org:99999",
            "data:text/html,x",
            "//example.org",
        ] {
            assert!(!is_fine(wrong), "{wrong}");
        }
        assert!(is_fine(&format!(
            "https://e.org/{}",
            "a".repeat(limit::PAGE_CHARACTERS - 14)
        )));
        assert!(!is_fine(&format!(
            "https://e.org/{}",
            "a".repeat(limit::PAGE_CHARACTERS - 13)
        )));
    }

    #[test]
    fn origins_are_kept_as_browsers_write_them() {
        let kept = |written: &[&str]| {
            let allowed_origins = written.iter().map(|&text| text.to_owned()).collect();
            let draft = Draft {
                allowed_origins,
                ..draft()
            };
            draft.check().ok().map(|draft| draft.allowed_origins)
        };
        assert_eq!(
            kept(&["HTTPS://Shop.Example:443/", "https://shop.example"]),
            Some(vec!["https://shop.example".to_owned()])
        );
        assert_eq!(
            kept(&["http://localhost:8080"]),
            Some(vec!["http://localhost:8080".to_owned()])
        );
        for wrong in [
            "*",
            "https://*.example",
            "https://shop.example/path",
            "null",
        ] {
            assert_eq!(kept(&[wrong]), None, "{wrong}");
        }
    }

    #[test]
    fn there_are_not_endlessly_many_origins() {
        let origins = |count: usize| Draft {
            allowed_origins: (0..count)
                .map(|number| format!("https://shop{number}.example"))
                .collect(),
            ..draft()
        };
        assert!(origins(limit::ALLOWED_ORIGINS).check().is_ok());
        assert!(origins(limit::ALLOWED_ORIGINS + 1).check().is_err());
    }
}
