//! Who may hear of an event, and what of it: the one place where something becomes visible to a visitor (spec 6.10).

use crate::chatbot::Moved;
use crate::event::{Event, Happening, Position};
use crate::message::PublicAuthor;
use serde::{Deserialize, Serialize};

/// An event as the visitor of its conversation sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitorEvent {
    /// Its place in the journal.
    pub position: Position,
    /// What happened.
    pub happening: Happening<PublicAuthor>,
}

/// What the visitor of the event's conversation sees of it; `None` if it is not for him. Operators see every event (spec 2.5).
pub fn as_visitor_sees(event: &Event) -> Option<VisitorEvent> {
    let happening = match &event.happening {
        Happening::Started(_)
        | Happening::ToldOperators(_)
        | Happening::AddressGiven(_)
        | Happening::StatusSet(_)
        | Happening::NobodyFound
        | Happening::OutcomeCorrected(_)
        | Happening::Rated(_)
        | Happening::RatingKeptInternal(_)
        | Happening::Noted(_)
        | Happening::Tagged(_)
        | Happening::Untagged(_)
        | Happening::ExpertiseLinked(_)
        | Happening::ExpertiseUnlinked(_)
        | Happening::Mentioned { .. }
        // His widget hears it by the end of its line: there is no such conversation any more.
        | Happening::Erased => return None,
        Happening::Said(message) => Happening::Said(message.as_visitor_sees()?),
        Happening::Edited { number, text, at } => Happening::Edited {
            number: *number,
            text: text.clone(),
            at: *at,
        },
        // What he gave he knows himself.
        Happening::BotMoved(moved) => Happening::BotMoved(Moved {
            given: None,
            ..moved.clone()
        }),
        Happening::Deleted { number } => Happening::Deleted { number: *number },
        Happening::Joined(line) => Happening::Joined(line.as_visitor_sees()?),
        Happening::Left(line) => Happening::Left(line.as_visitor_sees()?),
        Happening::Ended(line) => Happening::Ended(line.as_visitor_sees()?),
    };
    Some(VisitorEvent {
        position: event.position,
        happening,
    })
}
