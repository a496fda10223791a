//! Which conversations a tab shows, and whose messages it goes on holding after it has shown them.

use domain::id::ConversationId;
use domain::limit;

/// The conversations that were opened.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    /// Those in sight, once for each place.
    in_sight: Vec<ConversationId>,
    /// Those that were, first left first.
    left: Vec<ConversationId>,
}

impl Shown {
    /// One comes in sight at one more place.
    pub(super) fn come(&mut self, conversation: ConversationId) {
        self.left.retain(|left| *left != conversation);
        self.in_sight.push(conversation);
    }

    /// One is out of sight at one place; the one that need not be held any longer.
    pub(super) fn go(&mut self, conversation: ConversationId) -> Option<ConversationId> {
        let place = self.in_sight.iter().position(|one| *one == conversation)?;
        self.in_sight.swap_remove(place);
        if self.in_sight.contains(&conversation) {
            return None;
        }
        self.left.push(conversation);
        (self.left.len() > limit::THREADS_LEFT).then(|| self.left.remove(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(id: usize) -> ConversationId {
        ConversationId(Uuid::from_u128(id as u128))
    }

    #[test]
    fn so_many_are_held_after_they_were_shown_and_the_first_left_goes() {
        let mut shown = Shown::default();
        for number in 0..limit::THREADS_LEFT {
            shown.come(id(number));
            assert_eq!(shown.go(id(number)), None);
        }
        // Who comes back to one has left it last.
        shown.come(id(0));
        assert_eq!(shown.go(id(0)), None);
        shown.come(id(100));
        assert_eq!(shown.go(id(100)), Some(id(1)));
    }

    #[test]
    fn what_is_in_sight_stays_however_long() {
        let mut shown = Shown::default();
        shown.come(id(0));
        shown.come(id(0));
        assert_eq!(shown.go(id(0)), None);
        for number in 1..=limit::THREADS_LEFT {
            shown.come(id(number));
            assert_eq!(shown.go(id(number)), None);
        }
        assert_eq!(shown.go(id(0)), Some(id(1)));
        assert_eq!(shown.go(id(0)), None);
    }
}
