//! What administrators set for the whole system (spec 2.7), each part with a version of its own, so that of two people
//! who edit it at once the second is told.

use crate::language::LanguageTag;
use crate::limit;
use crate::problem::{Fault, Problem, problems};
use crate::text;
use crate::time::{DAY_MS, Timestamp};
use serde::{Deserialize, Serialize};

/// The field of a form that says which version of the settings was edited.
pub const VERSION_FIELD: &str = "version";

/// A part of the settings, and how often it has been changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versioned<T> {
    /// How often it has been changed.
    pub version: u32,
    /// The settings.
    pub value: T,
}

impl<T> Versioned<T> {
    /// What these settings become when somebody who has seen `seen` changes them.
    ///
    /// # Errors
    /// [`Fault::Changed`] if somebody else has changed them meanwhile.
    pub fn change<U>(&self, seen: u32, value: U) -> Result<Versioned<U>, Problem> {
        if self.version != seen {
            return Err(Problem::new(VERSION_FIELD, Fault::Changed));
        }
        Ok(Versioned {
            version: seen.saturating_add(1),
            value,
        })
    }
}

/// How the whole calls itself, and which languages it speaks with visitors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// The name, in letters and over pages.
    pub name: String,
    /// The languages that operators may choose to chat in (spec 2.4), without regions, in order.
    pub languages: Vec<LanguageTag>,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            name: "Porchlight".to_owned(),
            languages: LanguageTag::parse("en").into_iter().collect(),
        }
    }
}

impl Site {
    /// The site as it was typed: each language once, without its region.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn check(name: &str, languages: &[String]) -> Result<Self, Vec<Problem>> {
        let name = text::name(name);
        let languages = self::languages(languages);
        match (name, languages) {
            (Ok(name), Ok(languages)) => Ok(Self { name, languages }),
            (name, languages) => Err(problems([
                ("name", name.err()),
                ("languages", languages.err()),
            ])),
        }
    }
}

/// What the public pages of ratings are called (spec 12.5); nothing where they are called as they come with the product.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RatingPages {
    /// Over the list of channels.
    pub title: String,
    /// In what leads to it.
    pub menu: String,
}

impl RatingPages {
    /// The titles as they were typed.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn check(title: &str, menu: &str) -> Result<Self, Vec<Problem>> {
        let title = text::optional(title, limit::NAME_CHARACTERS);
        let menu = text::optional(menu, limit::NAME_CHARACTERS);
        match (title, menu) {
            (Ok(title), Ok(menu)) => Ok(Self { title, menu }),
            (title, menu) => Err(problems([("title", title.err()), ("menu", menu.err())])),
        }
    }
}

/// How conversations are handed on, what visitors who are away are told of them, and how long they are kept (spec 5.9, 14.3, 7.7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Conversations {
    /// After how many minutes without an answer a conversation is offered to the next operator; `None` means never.
    pub offered_again_after_minutes: Option<u32>,
    /// After how many minutes unread messages go by e-mail to a visitor who left an address; `None` means never.
    pub missed_mailed_after_minutes: Option<u32>,
    /// For how many days after their end conversations are kept; `None` means for good.
    pub kept_days: Option<u32>,
    /// Whether the figures of an erased conversation stay, for reports.
    pub keeps_figures: bool,
}

impl Default for Conversations {
    fn default() -> Self {
        Self {
            offered_again_after_minutes: Some(2),
            missed_mailed_after_minutes: Some(10),
            kept_days: None,
            keeps_figures: true,
        }
    }
}

/// The same as an administrator typed it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedConversations {
    /// Minutes, or nothing.
    pub offered_again_after_minutes: String,
    /// Minutes, or nothing.
    pub missed_mailed_after_minutes: String,
    /// Days, or nothing.
    pub kept_days: String,
    /// Whether the box is ticked.
    pub keeps_figures: bool,
}

impl TypedConversations {
    /// The settings as they were typed: an empty field means never.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn check(&self) -> Result<Conversations, Vec<Problem>> {
        let offered = whole(
            &self.offered_again_after_minutes,
            limit::OFFERED_AGAIN_AFTER_MINUTES,
        );
        let missed = whole(
            &self.missed_mailed_after_minutes,
            limit::MISSED_MAILED_AFTER_MINUTES,
        );
        let kept = whole(&self.kept_days, limit::KEPT_DAYS);
        match (offered, missed, kept) {
            (Ok(offered_again_after_minutes), Ok(missed_mailed_after_minutes), Ok(kept_days)) => {
                Ok(Conversations {
                    offered_again_after_minutes,
                    missed_mailed_after_minutes,
                    kept_days,
                    keeps_figures: self.keeps_figures,
                })
            }
            (offered, missed, kept) => Err(problems([
                ("offered_again_after_minutes", offered.err()),
                ("missed_mailed_after_minutes", missed.err()),
                ("kept_days", kept.err()),
            ])),
        }
    }
}

impl Conversations {
    /// When a conversation must have ended at the latest to be erased; `None` if none ever is.
    pub fn erased_if_ended_by(&self, now: Timestamp) -> Option<Timestamp> {
        let days = i64::from(self.kept_days?);
        Some(now.plus(days.saturating_mul(-DAY_MS)))
    }
}

/// A whole number from 1 on, or nothing.
fn whole(typed: &str, most: u32) -> Result<Option<u32>, Fault> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let number = typed
        .parse()
        .ok()
        .filter(|number| (1..=most).contains(number));
    number.map(Some).ok_or(Fault::OutOfRange {
        least: 1,
        most: i64::from(most),
    })
}

fn languages(typed: &[String]) -> Result<Vec<LanguageTag>, Fault> {
    if typed.len() > limit::LANGUAGES {
        return Err(Fault::TooMany {
            limit: limit::LANGUAGES,
        });
    }
    let parsed = typed
        .iter()
        .map(|tag| LanguageTag::parse(tag.trim()).and_then(|tag| LanguageTag::parse(tag.primary())))
        .collect::<Option<Vec<_>>>();
    let mut languages = parsed.ok_or(Fault::NotAllowed)?;
    languages.sort_unstable();
    languages.dedup();
    if languages.is_empty() {
        return Err(Fault::Missing);
    }
    Ok(languages)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(tags: &[&str]) -> Vec<String> {
        tags.iter().map(|tag| (*tag).to_owned()).collect()
    }

    #[test]
    fn each_language_is_kept_once_and_without_its_region() {
        let site = Site::check(" Harbour ", &tags(&["fr-CA", "en", "FR"])).unwrap();
        let kept: Vec<&str> = site.languages.iter().map(LanguageTag::as_str).collect();
        assert_eq!((site.name.as_str(), kept), ("Harbour", vec!["en", "fr"]));
    }

    #[test]
    fn a_site_needs_a_name_and_a_language() {
        assert_eq!(
            Site::check(" ", &[]).unwrap_err(),
            [
                Problem::new("name", Fault::Missing),
                Problem::new("languages", Fault::Missing)
            ]
        );
        assert_eq!(
            Site::check("a", &tags(&["en", "e_n"])).unwrap_err(),
            [Problem::new("languages", Fault::NotAllowed)]
        );
    }

    #[test]
    fn the_most_languages_are_kept_and_one_more_refused() {
        let most: Vec<String> = ('a'..='z')
            .flat_map(|one| ('a'..='z').map(move |two| format!("{one}{two}")))
            .take(limit::LANGUAGES + 1)
            .collect();
        let of = |count: usize| Site::check("a", most.get(..count).unwrap_or_default());
        assert_eq!(
            of(limit::LANGUAGES).map(|site| site.languages.len()),
            Ok(limit::LANGUAGES)
        );
        assert!(of(limit::LANGUAGES + 1).is_err());
    }

    /// What becomes of a number as it was typed.
    type Check<'c> = &'c dyn Fn(&str) -> Result<Option<u32>, Vec<Problem>>;

    #[test]
    fn numbers_are_whole_and_within_their_limits() {
        let offered = |typed: &str| {
            let typed = TypedConversations {
                offered_again_after_minutes: typed.to_owned(),
                ..TypedConversations::default()
            };
            typed.check().map(|kept| kept.offered_again_after_minutes)
        };
        let missed = |typed: &str| {
            let typed = TypedConversations {
                missed_mailed_after_minutes: typed.to_owned(),
                ..TypedConversations::default()
            };
            typed.check().map(|kept| kept.missed_mailed_after_minutes)
        };
        let days = |typed: &str| {
            let typed = TypedConversations {
                kept_days: typed.to_owned(),
                ..TypedConversations::default()
            };
            typed.check().map(|kept| kept.kept_days)
        };
        let fields: [(&str, u32, Check<'_>); 3] = [
            (
                "offered_again_after_minutes",
                limit::OFFERED_AGAIN_AFTER_MINUTES,
                &offered,
            ),
            (
                "missed_mailed_after_minutes",
                limit::MISSED_MAILED_AFTER_MINUTES,
                &missed,
            ),
            ("kept_days", limit::KEPT_DAYS, &days),
        ];
        for (field, most, of) in fields {
            assert_eq!(of(" 2 "), Ok(Some(2)));
            assert_eq!(of("1"), Ok(Some(1)));
            assert_eq!(of(""), Ok(None));
            assert_eq!(of(&most.to_string()), Ok(Some(most)));
            for wrong in ["0", "-1", "1.5", "soon", &(most + 1).to_string()] {
                let fault = Fault::OutOfRange {
                    least: 1,
                    most: i64::from(most),
                };
                assert_eq!(of(wrong), Err(vec![Problem::new(field, fault)]), "{wrong}");
            }
        }
    }

    #[test]
    fn conversations_are_kept_for_good_unless_somebody_says_otherwise() {
        let kept = Conversations::default();
        assert_eq!(kept.erased_if_ended_by(Timestamp(i64::MAX)), None);
        assert!(kept.keeps_figures);
        let thirty = Conversations {
            kept_days: Some(30),
            ..kept
        };
        let now = Timestamp(100 * DAY_MS);
        assert_eq!(thirty.erased_if_ended_by(now), Some(Timestamp(70 * DAY_MS)));
    }

    #[test]
    fn who_edits_an_older_version_is_told() {
        let kept = Versioned {
            version: 3,
            value: 'a',
        };
        assert_eq!(
            kept.change(3, 'b'),
            Ok(Versioned {
                version: 4,
                value: 'b'
            })
        );
        for seen in [2, 4] {
            assert_eq!(
                kept.change(seen, 'b'),
                Err(Problem::new("version", Fault::Changed))
            );
        }
    }
}
