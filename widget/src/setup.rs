//! What the window knows when the conversation starts.

use crate::id;
use crate::json::Value;
use domain::id::ChatbotId;
use domain::wire::visitor::ShownBot;

/// The tag, the page and the channel's configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Setup {
    /// The channel's key.
    pub channel: String,
    /// The language of the page (spec 5.8).
    pub language: String,
    /// Where the widget stands.
    pub mode: Mode,
    /// The server's address, without a slash at the end.
    pub base: String,
    /// The page the visitor is on, where that is not the page that the widget stands on; else empty.
    pub page: String,
    /// *Channel Name*.
    pub name: String,
    /// The public name of the operator who would answer; else empty.
    pub operator: String,
    /// Whether the button shows (spec 4.7).
    pub is_shown: bool,
    /// *Welcome Message*.
    pub welcome: String,
    /// The chatbot that answers first, if one does.
    pub chatbot: Option<ShownBot>,
    /// The name of the visitor's time zone (spec 8.5).
    pub time_zone: String,
}

/// Where the widget stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mode {
    /// A button in the corner of somebody's page.
    #[default]
    Corner,
    /// The same in a frame of our own on somebody's page, which sizes it (spec 6.16).
    Frame,
    /// A page of its own (spec 6.15).
    Page,
}

impl Setup {
    /// Reads the fields in their order, each ended by a zero character.
    pub(crate) fn read(text: &str) -> Self {
        let mut rest = text;
        let mut next = || {
            let end = rest.bytes().position(|byte| byte == 0);
            let field = end.and_then(|end| rest.get(..end)).unwrap_or_default();
            rest = rest.get(field.len() + 1..).unwrap_or_default();
            field.to_owned()
        };
        Self {
            channel: next(),
            language: next(),
            mode: match next().as_str() {
                "page" => Mode::Page,
                "frame" => Mode::Frame,
                _ => Mode::Corner,
            },
            base: next(),
            page: next(),
            name: next(),
            operator: next(),
            is_shown: !next().is_empty(),
            welcome: next(),
            chatbot: Value::parse(&next()).as_ref().and_then(shown),
            time_zone: next(),
        }
    }
}

fn shown(value: &Value) -> Option<ShownBot> {
    Some(ShownBot {
        id: ChatbotId(id::read(value.at("id").text()?)?),
        version: value.at("version").number()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn fields_are_read_in_their_order() {
        let setup = Setup::read(
            "key\0fr-CA\0frame\0https://h\0\0Shop\0\u{e9}\x001\0Bonjour\0{\"id\":\"0199c1a2-b3c4-7def-8123-456789abcdef\",\"version\":3}\0Asia/Tokyo\0",
        );
        assert_eq!(
            setup,
            Setup {
                channel: "key".to_owned(),
                language: "fr-CA".to_owned(),
                mode: Mode::Frame,
                base: "https://h".to_owned(),
                page: String::new(),
                name: "Shop".to_owned(),
                operator: "é".to_owned(),
                is_shown: true,
                welcome: "Bonjour".to_owned(),
                chatbot: Some(ShownBot {
                    id: ChatbotId(Uuid::from_u128(0x0199_c1a2_b3c4_7def_8123_4567_89ab_cdef)),
                    version: 3,
                }),
                time_zone: "Asia/Tokyo".to_owned(),
            }
        );
        assert_eq!(Setup::read(""), Setup::default());
    }
}
