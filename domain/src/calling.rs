//! What calls an operator who does not look: a visitor who writes, or a colleague who names him (spec 8.8, 10.6). The console and
//! the server, which calls who has no console open, go by the same rule.

use crate::conversation::Conversation;
use crate::event::Happening;
use crate::id::UserId;
use crate::message::{Author, Message};

/// Why somebody is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// A visitor writes in a conversation that concerns him.
    Visitor,
    /// A colleague calls him by name.
    Colleague,
}

/// Whether what happened in a conversation, which stands here as it is afterwards, calls this user.
pub fn calls(happening: &Happening, conversation: &Conversation, user: UserId) -> Option<Call> {
    match happening {
        Happening::Said(message) if is_for_somebody(message) => {
            conversation.concerns(user).then_some(Call::Visitor)
        }
        Happening::Mentioned { users, .. } => users.contains(&user).then_some(Call::Colleague),
        _ => None,
    }
}

/// Whether it may call anybody at all: most of what happens does not.
pub fn may_call(happening: &Happening) -> bool {
    match happening {
        Happening::Said(message) => is_for_somebody(message),
        happening => matches!(happening, Happening::Mentioned { .. }),
    }
}

fn is_for_somebody(message: &Message) -> bool {
    message.author == Author::Visitor
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::{State, Status};
    use crate::id::ClientId;
    use crate::message::{Body, MessageNumber};
    use crate::testing::{author, conversation, operator};
    use crate::time::Timestamp;
    use uuid::Uuid;

    fn said(author: Author) -> Happening {
        Happening::Said(Message {
            number: MessageNumber(1),
            client_id: ClientId(Uuid::from_u128(1)),
            author,
            body: Body::Text("Hello".to_owned()),
            at: Timestamp(0),
            edited_at: None,
        })
    }

    #[test]
    fn a_visitor_calls_who_is_in_the_conversation_or_everybody_where_nobody_is() {
        let (mara, ben) = (operator(1).id, operator(2).id);
        let nobody = conversation();
        assert_eq!(nobody.state, State::Open(Status::InProgress));
        let mut with_mara = conversation();
        with_mara.operators.push(operator(1));
        let hello = said(Author::Visitor);
        assert_eq!(calls(&hello, &nobody, ben), Some(Call::Visitor));
        assert_eq!(calls(&hello, &with_mara, mara), Some(Call::Visitor));
        assert_eq!(calls(&hello, &with_mara, ben), None);
    }

    #[test]
    fn a_colleague_calls_whom_he_names_and_nothing_else_calls() {
        let mut with_mara = conversation();
        with_mara.operators.push(operator(1));
        let mentioned = Happening::Mentioned {
            number: MessageNumber(1),
            users: vec![operator(2).id],
        };
        let called = |user| calls(&mentioned, &with_mara, user);
        assert_eq!(called(operator(2).id), Some(Call::Colleague));
        assert_eq!(called(operator(1).id), None);
        let words = said(author(2));
        assert_eq!(calls(&words, &with_mara, operator(1).id), None);
        assert!(may_call(&mentioned) && may_call(&said(Author::Visitor)));
        assert!(!may_call(&words) && !may_call(&Happening::NobodyFound));
    }
}
