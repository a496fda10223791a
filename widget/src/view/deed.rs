//! What the visitor does, by the names that `widget/window` has for it.

use crate::id;
use crate::model::Msg;
use domain::id::ClientId;
use domain::message::MessageNumber;

/// What a deed means; `about` is what it is done to, or with.
pub(crate) fn read(deed: &str, about: &str) -> Option<Msg> {
    let number = || about.parse().ok().map(MessageNumber);
    Some(match deed {
        "toggle" => Msg::Toggled,
        "open" => Msg::Opened,
        "fold" => Msg::Folded,
        "close" => Msg::CloseAsked,
        "yes" => Msg::CloseConfirmed,
        "no" => Msg::CloseDeclined,
        "renew" => Msg::Renewed,
        "typed" => Msg::Typed(about.to_owned()),
        "send" => Msg::Submitted,
        "edit" => Msg::EditBegun(number()?),
        "cancel" => Msg::EditDropped,
        "delete" => Msg::Deleted(number()?),
        "take" => Msg::TakenBack(ClientId(id::read(about)?)),
        "top" => Msg::ReachedTop,
        "drag" => {
            let (x, y) = about.split_once(' ')?;
            Msg::Dragged((x.parse().ok()?, y.parse().ok()?))
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_deed_is_done_to_is_read() {
        assert!(matches!(
            read("edit", "7"),
            Some(Msg::EditBegun(MessageNumber(7)))
        ));
        assert!(matches!(
            read("drag", "20 -4"),
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
            ("take", "x"),
        ] {
            assert!(read(deed, about).is_none(), "{deed} {about}");
        }
    }
}
