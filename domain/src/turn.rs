//! Whose turn it is: of each conversation one request waits for its answer at a time, so that a passing refusal of one cannot
//! let a later one overtake it (spec 6.13).

use crate::id::{ClientId, ConversationId};
use std::collections::{BTreeMap, BTreeSet};

/// The turns of all conversations on one connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turns(BTreeMap<ConversationId, Turn>);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Turn {
    /// Sent, and not answered for good.
    asked: Option<ClientId>,
    answered: BTreeSet<ClientId>,
}

impl Turns {
    /// Which of a conversation's `requests`, in the order of writing, is to be sent now: the first that is not answered, if
    /// none waits for its answer. It counts as sent from now on.
    pub fn next(
        &mut self,
        conversation: ConversationId,
        requests: impl IntoIterator<Item = ClientId>,
    ) -> Option<ClientId> {
        let turn = self.0.entry(conversation).or_default();
        if turn.asked.is_some() {
            return None;
        }
        turn.asked = requests
            .into_iter()
            .find(|request| !turn.answered.contains(request));
        turn.asked
    }

    /// A request was answered for good; the conversation whose next one may be sent. `None` if its turn it was not.
    pub fn answered(&mut self, request: ClientId) -> Option<ConversationId> {
        let (conversation, turn) = self.turn_of(request)?;
        turn.asked = None;
        turn.answered.insert(request);
        Some(conversation)
    }

    /// A request is to be sent once more; its conversation. `None` if its turn it was not.
    pub fn again(&mut self, request: ClientId) -> Option<ConversationId> {
        let (conversation, turn) = self.turn_of(request)?;
        turn.asked = None;
        Some(conversation)
    }

    fn turn_of(&mut self, request: ClientId) -> Option<(ConversationId, &mut Turn)> {
        let mut turns = self.0.iter_mut();
        let (conversation, turn) = turns.find(|(_, turn)| turn.asked == Some(request))?;
        Some((*conversation, turn))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    const OURS: ConversationId = ConversationId(Uuid::from_u128(1));
    const THEIRS: ConversationId = ConversationId(Uuid::from_u128(2));

    fn id(number: u128) -> ClientId {
        ClientId(Uuid::from_u128(number))
    }

    #[test]
    fn conversations_do_not_wait_for_each_other() {
        let mut turns = Turns::default();
        assert_eq!(turns.next(OURS, [id(1), id(3)]), Some(id(1)));
        assert_eq!(turns.next(OURS, [id(1), id(3)]), None);
        assert_eq!(turns.next(THEIRS, [id(2)]), Some(id(2)));
        assert_eq!(turns.answered(id(1)), Some(OURS));
        assert_eq!(turns.answered(id(1)), None);
        assert_eq!(turns.next(OURS, [id(1), id(3)]), Some(id(3)));
    }

    #[test]
    fn what_is_sent_once_more_is_not_overtaken() {
        let mut turns = Turns::default();
        turns.next(OURS, [id(1)]);
        assert_eq!(turns.again(id(1)), Some(OURS));
        assert_eq!(turns.next(OURS, [id(1), id(2)]), Some(id(1)));
        assert_eq!(turns.again(id(2)), None);
    }

    proptest! {
        /// Whatever is refused for a while, the server stores what it accepts in the order of writing, and all of it.
        #[test]
        fn everything_is_stored_in_order(answers in proptest::collection::vec(any::<bool>(), 0..60)) {
            let all: Vec<ClientId> = (1..20).map(id).collect();
            let mut turns = Turns::default();
            let mut stored = Vec::new();
            let mut answers = answers.into_iter();
            while let Some(asked) = turns.next(OURS, all.iter().copied()) {
                if answers.next().unwrap_or(true) {
                    stored.push(asked);
                    turns.answered(asked);
                } else {
                    turns.again(asked);
                }
            }
            prop_assert_eq!(stored, all);
        }
    }
}
