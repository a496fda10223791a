//! Chat entry points: their texts, colours and where they may be embedded (spec 3).

mod card;
mod draft;
mod form;
mod options;

pub use card::{ChannelCard, ChannelOperator, Channels};
pub use draft::{Draft, origin, text_field};
pub use form::{ChannelFacts, ChannelForm, Sighting};
pub use options::{Options, WhenNobody};

use crate::colour::Colour;
use crate::id::{ChannelId, PictureId};
use crate::language::primary_of;

use crate::widget_language::WidgetLanguage;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A chat entry point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// Which.
    pub id: ChannelId,
    /// What the script tag names it by: `data-channel="KEY"`.
    pub key: String,
    /// *Channel Name*.
    pub name: String,
    /// *Notification text*, *Welcome Message* and *Chat Input Placeholder*; empty means the default in the visitor's language.
    pub texts: Texts,
    /// The texts in the languages that have their own, by primary tag (spec 3.4).
    pub translations: BTreeMap<String, Texts>,
    /// Colours of button, header and the visitor's own messages.
    pub colours: Colours,
    /// Origins (`https://shop.example`) whose pages may use the channel; empty means any (spec 16.5).
    pub allowed_origins: Vec<String>,
    /// The other choices.
    pub options: Options,
    /// Whether it was put away: it takes no new conversations.
    pub is_archived: bool,
    /// Its picture; initials stand in for one.
    #[serde(default)]
    pub picture: Option<PictureId>,
    /// How often it was saved: who saves an older one is told that somebody else was quicker.
    pub version: i64,
    /// How often its rules were changed.
    pub rules_version: i64,
}

/// The texts of a channel (spec 3.3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// *Notification text* in the bubble beside the button.
    pub notification: String,
    /// *Welcome Message*, shown as if an operator had written it.
    pub welcome: String,
    /// *Chat Input Placeholder*.
    pub placeholder: String,
}

/// The colours of a channel, each `#rrggbb` (spec 3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colours {
    /// Background of the button.
    pub button: Colour,
    /// The sign on the button.
    pub button_text: Colour,
    /// Background of the window's header and the visitor's own messages.
    pub header: Colour,
    /// Title in the header and text of the visitor's own messages.
    pub header_text: Colour,
}

impl Default for Colours {
    fn default() -> Self {
        let (brown, white) = (Colour::new(0x7a, 0x4a, 0x2b), Colour::new(0xff, 0xff, 0xff));
        Self {
            button: brown,
            button_text: white,
            header: brown,
            header_text: white,
        }
    }
}

impl Channel {
    /// Whether pages of `origin` may use this channel (spec 16.5).
    pub fn allows(&self, origin: &str) -> bool {
        self.allowed_origins.is_empty()
            || self
                .allowed_origins
                .iter()
                .any(|allowed| allowed.eq_ignore_ascii_case(origin))
    }

    /// The channel's texts for a visitor who asks for `tag`: those of his language, else the general ones, else the defaults
    /// (spec 3.3, 3.4).
    pub fn texts_for(&self, tag: &str) -> Texts {
        let translated = self.translations.get(&primary_of(tag));
        let defaults = Texts::defaults(WidgetLanguage::of_tag(tag));
        let chosen = |of: fn(&Texts) -> &String| {
            [translated, Some(&self.texts), Some(&defaults)]
                .into_iter()
                .flatten()
                .map(of)
                .find(|text| !text.is_empty())
                .cloned()
                .unwrap_or_default()
        };
        Texts {
            notification: chosen(|texts| &texts.notification),
            welcome: chosen(|texts| &texts.welcome),
            placeholder: chosen(|texts| &texts.placeholder),
        }
    }
}

impl Texts {
    /// What stands where an administrator wrote nothing (spec 3.3).
    pub fn defaults(language: &WidgetLanguage) -> Self {
        Self {
            notification: language.notification.to_owned(),
            welcome: language.welcome.to_owned(),
            placeholder: language.placeholder.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn channel(allowed_origins: &[&str]) -> Channel {
        Channel {
            id: ChannelId(Uuid::nil()),
            key: "website".to_owned(),
            name: "Website".to_owned(),
            texts: Texts::default(),
            translations: BTreeMap::new(),
            colours: Colours::default(),
            allowed_origins: allowed_origins
                .iter()
                .map(|&origin| origin.to_owned())
                .collect(),
            options: Options::default(),
            is_archived: false,
            picture: None,
            version: 0,
            rules_version: 0,
        }
    }

    #[test]
    fn an_empty_list_of_origins_allows_any() {
        assert!(channel(&[]).allows("https://any.example"));
    }

    #[test]
    fn a_list_of_origins_allows_only_those() {
        let channel = channel(&["https://shop.example"]);
        assert!(channel.allows("https://SHOP.example"));
        for foreign in [
            "http://shop.example",
            "https://shop.example.evil",
            "https://shop.example:8443",
            "null",
            "",
        ] {
            assert!(!channel.allows(foreign), "{foreign}");
        }
    }

    #[test]
    fn the_visitors_language_picks_the_text_and_the_general_one_stands_in() {
        let mut channel = channel(&[]);
        assert_eq!(channel.texts_for("en-GB").welcome, "How may I help you?");
        assert_eq!(
            channel.texts_for("fr").welcome,
            "Comment puis-je vous aider ?"
        );
        channel.texts.welcome = "Ahoy!".to_owned();
        assert_eq!(channel.texts_for("fr-CA").welcome, "Ahoy!");
        let german = Texts {
            welcome: "Moin!".to_owned(),
            ..Texts::default()
        };
        channel.translations.insert("de".to_owned(), german);
        let texts = channel.texts_for("DE-at");
        assert_eq!(texts.welcome, "Moin!");
        assert_eq!(texts.placeholder, "Schreiben Sie etwas …");
        assert_eq!(channel.texts_for("el").placeholder, "Say something...");
        assert_eq!(channel.texts_for("").welcome, "Ahoy!");
    }
}
