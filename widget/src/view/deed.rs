//! What the visitor does, by the names that `widget/window` has for it.

use crate::decode;
use crate::id;
use crate::json::Value;
use crate::model::Msg;
use crate::setup::Setup;
use domain::id::ClientId;

/// What a deed means; `about` is what it is done to, or with.
pub(crate) fn read(deed: &str, about: &str) -> Option<Msg> {
    // The reader of JSON is there anyway; the library's own for numbers weighs more.
    let number = || decode::number(&Value::parse(about)?);
    Some(match deed {
        "toggle" => Msg::Toggled,
        "open" => Msg::Opened,
        "show" => Msg::Shown,
        "changed" => Msg::Configured(Box::new(Setup::read(about))),
        "fold" => Msg::Folded,
        "close" => Msg::CloseAsked,
        "yes" => Msg::CloseConfirmed,
        "no" => Msg::CloseDeclined,
        "renew" => Msg::Renewed,
        "typed" => Msg::Typed(about.to_owned()),
        "send" => Msg::Submitted,
        "choose" => {
            let chosen = Value::parse(about)?;
            match chosen.list()? {
                [id, text, ..] => Msg::Chosen(decode::answer_id(id)?, text.text()?.to_owned()),
                _ => return None,
            }
        }
        "restart" => Msg::Restarted,
        "edit" => Msg::EditBegun(number()?),
        "cancel" => Msg::EditDropped,
        "delete" => Msg::Deleted(number()?),
        "take" => Msg::TakenBack(ClientId(id::read(about)?)),
        "top" => Msg::ReachedTop,
        "drag" => {
            let place = Value::parse(about)?;
            match place.list()? {
                [x, y] => Msg::Dragged((x.number()?, y.number()?)),
                _ => return None,
            }
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::message::MessageNumber;

    #[test]
    fn what_a_deed_is_done_to_is_read() {
        assert!(matches!(
            read("edit", "7"),
            Some(Msg::EditBegun(MessageNumber(7)))
        ));
        assert!(matches!(
            read("drag", "[20,-4]"),
            Some(Msg::Dragged((20, -4)))
        ));
        assert!(matches!(read("typed", "a b"), Some(Msg::Typed(text)) if text == "a b"));
    }

    #[test]
    fn what_is_no_deed_does_nothing() {
        for (deed, about) in [
            ("", ""),
            ("unknown", ""),
            ("edit", ""),
            ("delete", "-1"),
            ("drag", "1"),
            ("drag", "[1]"),
            ("take", "x"),
            ("choose", "[\"x\",\"y\"]"),
        ] {
            assert!(read(deed, about).is_none(), "{deed} {about}");
        }
    }
}
