//! Chat entry points: their texts, colours and where they may be embedded (spec 3).

use crate::id::ChannelId;
use crate::user::Language;
use serde::{Deserialize, Serialize};

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
    /// Colours of button, header and the visitor's own messages.
    pub colours: Colours,
    /// Origins (`https://shop.example`) whose pages may use the channel; empty means any (spec 16.5).
    pub allowed_origins: Vec<String>,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colours {
    /// Background of the button.
    pub button: String,
    /// The sign on the button.
    pub button_text: String,
    /// Background of the window's header and the visitor's own messages.
    pub header: String,
    /// Title in the header and text of the visitor's own messages.
    pub header_text: String,
}

impl Default for Colours {
    fn default() -> Self {
        Self {
            button: "#7a4a2b".to_owned(),
            button_text: "#ffffff".to_owned(),
            header: "#7a4a2b".to_owned(),
            header_text: "#ffffff".to_owned(),
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

    /// The channel's texts in a language, defaults filled in (spec 3.3, 3.4).
    pub fn texts_in(&self, language: Language) -> Texts {
        let defaults = Texts::defaults(language);
        let chosen = |text: &str, default: String| {
            if text.is_empty() {
                default
            } else {
                text.to_owned()
            }
        };
        Texts {
            notification: chosen(&self.texts.notification, defaults.notification),
            welcome: chosen(&self.texts.welcome, defaults.welcome),
            placeholder: chosen(&self.texts.placeholder, defaults.placeholder),
        }
    }
}

impl Texts {
    fn defaults(language: Language) -> Self {
        let (notification, welcome, placeholder) = match language {
            Language::English => (
                "Have a Question? Chat with us.",
                "How may I help you?",
                "Say something...",
            ),
            Language::French => (
                "Une question ? Discutez avec nous.",
                "Comment puis-je vous aider ?",
                "Dites quelque chose...",
            ),
        };
        Self {
            notification: notification.to_owned(),
            welcome: welcome.to_owned(),
            placeholder: placeholder.to_owned(),
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
            colours: Colours::default(),
            allowed_origins: allowed_origins
                .iter()
                .map(|&origin| origin.to_owned())
                .collect(),
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
    fn an_empty_text_is_the_default_in_the_visitors_language() {
        let mut channel = channel(&[]);
        assert_eq!(
            channel.texts_in(Language::English).welcome,
            "How may I help you?"
        );
        assert_eq!(
            channel.texts_in(Language::French).welcome,
            "Comment puis-je vous aider ?"
        );
        channel.texts.welcome = "Ahoy!".to_owned();
        assert_eq!(channel.texts_in(Language::French).welcome, "Ahoy!");
    }
}
