//! Sample values for this crate's tests.

use crate::attachment::Attachment;
use crate::conversation::{Conversation, History, State, Status};
use crate::id::{AttachmentId, ChannelId, ConversationId, PublicConversationId, UserId};
use crate::message::{Author, MessageNumber};
use crate::time::Timestamp;
use crate::user::Operator;
use uuid::Uuid;

pub(crate) fn operator(id: u128) -> Operator {
    Operator {
        id: UserId(Uuid::from_u128(id)),
        name: format!("Operator {id} Surname"),
        public_name: format!("Operator {id}"),
    }
}

pub(crate) fn author(id: u128) -> Author {
    Author::Operator(operator(id))
}

pub(crate) fn attachment(number: i64) -> Attachment {
    Attachment {
        id: AttachmentId(Uuid::from_u128(u128::from(number.unsigned_abs()))),
        name: format!("file {number}.pdf"),
        bytes: 1_234,
        size: None,
    }
}

pub(crate) fn conversation() -> Conversation {
    Conversation {
        id: ConversationId(Uuid::from_u128(100)),
        public_id: PublicConversationId(Uuid::from_u128(200)),
        channel: ChannelId(Uuid::from_u128(300)),
        visitor_name: "Visitor 1".to_owned(),
        page: None,
        language: None,
        time_zone: None,
        country: None,
        email: None,
        started_at: Timestamp(0),
        active_at: Timestamp(0),
        state: State::Open(Status::InProgress),
        operators: Vec::new(),
        last_number: MessageNumber(0),
        last_words: None,
        visitor_seen: MessageNumber(0),
        operators_seen: MessageNumber(0),
        history: History::default(),
        waits_since: None,
        help_since: None,
        expertises: Vec::new(),
        bot: None,
    }
}
