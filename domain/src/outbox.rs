//! What was written and is not yet acknowledged: kept in order, sent again after every reconnect, never lost (spec 6.13).

use crate::id::{AnswerId, ClientId};
use crate::limit;
use crate::time::Timestamp;
use crate::wire::Refusal;
use serde::{Deserialize, Serialize};

/// A message that is not yet acknowledged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// What its sender calls it.
    pub client_id: ClientId,
    /// The words.
    pub text: String,
    /// The answer of a chatbot's question, if the words are the choice of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<AnswerId>,
    /// When it was written, by the sender's clock.
    pub written_at: Timestamp,
    /// Why the server refused it, if it did; its words stay until the author takes them back.
    pub refused: Option<Refusal>,
}

/// The unacknowledged messages of one conversation, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outbox {
    /// Oldest first.
    pub pending: Vec<Pending>,
}

impl Outbox {
    /// Adds a message. `false` if the outbox is full ([`limit::OUTBOX_MESSAGES`]): the words stay in the input then.
    #[must_use]
    pub fn write(&mut self, client_id: ClientId, text: String, written_at: Timestamp) -> bool {
        if self.pending.len() >= limit::OUTBOX_MESSAGES {
            return false;
        }
        self.pending.push(Pending {
            client_id,
            text,
            choice: None,
            written_at,
            refused: None,
        });
        true
    }

    /// What must be sent on a new connection, in order.
    pub fn to_send(&self) -> impl Iterator<Item = &Pending> {
        self.pending
            .iter()
            .filter(|pending| pending.refused.is_none())
    }

    /// The server has it, as its answer or the event tells.
    pub fn accepted(&mut self, client_id: ClientId) {
        self.pending
            .retain(|pending| pending.client_id != client_id);
    }

    /// The server refused it for good; a passing refusal leaves it to be sent again.
    pub fn refused(&mut self, client_id: ClientId, refusal: Refusal) {
        if refusal.is_passing() {
            return;
        }
        let found = self
            .pending
            .iter_mut()
            .find(|pending| pending.client_id == client_id);
        if let Some(pending) = found {
            pending.refused = Some(refusal);
        }
    }

    /// Its author takes a message back; its words.
    pub fn take_back(&mut self, client_id: ClientId) -> Option<String> {
        let place = self
            .pending
            .iter()
            .position(|pending| pending.client_id == client_id)?;
        Some(self.pending.remove(place).text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(number: u128) -> ClientId {
        ClientId(Uuid::from_u128(number))
    }

    fn outbox(messages: u128) -> Outbox {
        let mut outbox = Outbox::default();
        for number in 0..messages {
            assert!(outbox.write(id(number), number.to_string(), Timestamp(0)));
        }
        outbox
    }

    #[test]
    fn a_full_outbox_takes_no_more_and_loses_nothing() {
        let most = u128::try_from(limit::OUTBOX_MESSAGES).unwrap();
        let mut full = outbox(most);
        assert!(!full.write(id(most), "one past".to_owned(), Timestamp(0)));
        assert_eq!(full.pending.len(), limit::OUTBOX_MESSAGES);
    }

    #[test]
    fn a_refused_message_is_kept_but_not_sent_again() {
        let mut outbox = outbox(2);
        outbox.refused(id(0), Refusal::Ended);
        assert_eq!(
            outbox
                .to_send()
                .map(|pending| pending.client_id)
                .collect::<Vec<_>>(),
            [id(1)]
        );
        assert_eq!(outbox.take_back(id(0)), Some("0".to_owned()));
        assert_eq!(outbox.take_back(id(0)), None);
    }

    #[test]
    fn a_passing_refusal_leaves_the_message_to_be_sent_again() {
        let mut outbox = outbox(1);
        outbox.refused(id(0), Refusal::Unavailable);
        assert_eq!(outbox.to_send().count(), 1);
    }

    proptest! {
        #[test]
        fn whatever_is_answered_the_rest_stays_in_order(answers in proptest::collection::vec((0u128..20, any::<bool>()), 0..30)) {
            let mut outbox = outbox(20);
            for (number, accepted) in answers {
                if accepted {
                    outbox.accepted(id(number));
                } else {
                    outbox.refused(id(number), Refusal::TooMany);
                }
            }
            let left: Vec<ClientId> = outbox.to_send().map(|pending| pending.client_id).collect();
            let mut sorted = left.clone();
            sorted.sort_unstable();
            prop_assert_eq!(left, sorted);
        }
    }
}
